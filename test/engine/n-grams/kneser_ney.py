"""Writes kneser-ney.json: interpolated modified Kneser-Ney by its definition, with dictionaries of tuples and exact fractions.

Usage: python3 kneser_ney.py > kneser-ney.json
"""

import json
import random
from collections import Counter, defaultdict
from fractions import Fraction


def discounts_of(counts):
    n = Counter(counts)
    if min(n[1], n[2], n[3], n[4]) == 0:
        return [Fraction(1, 2), Fraction(1), Fraction(3, 2)]
    y = Fraction(n[1], n[1] + 2 * n[2])
    found = [k - (k + 1) * y * Fraction(n[k + 1], n[k]) for k in (1, 2, 3)]
    if any(d < 0 or d > k + 1 for k, d in enumerate(found)):
        return [Fraction(1, 2), Fraction(1), Fraction(3, 2)]
    return found


def counts_of(documents, order, highest):
    """The counts of the n-grams of an order in a model of the highest order."""
    if order == highest:
        counts = Counter()
        for document in documents:
            # The first token of a document is not predicted.
            for end in range(max(order, 2), len(document) + 1):
                counts[tuple(document[end - order : end])] += 1
        return counts
    before = defaultdict(set)
    for number, document in enumerate(documents):
        for end in range(max(order, 2), len(document) + 1):
            begin = end - order
            # Each beginning of a document counts as a different token before the n-gram.
            left = ("beginning", number) if begin == 0 else document[begin - 1]
            before[tuple(document[begin:end])].add(left)
    return Counter({gram: len(left) for gram, left in before.items()})


class Model:
    def __init__(self, documents, vocabulary_size, highest):
        self.vocabulary_size = vocabulary_size
        self.highest = highest
        self.counts = [None] + [counts_of(documents, n, highest) for n in range(1, highest + 1)]
        self.discounts = [None] + [discounts_of(c.values()) for c in self.counts[1:]]
        self.after = [None]
        for counts in self.counts[1:]:
            after = defaultdict(dict)
            for gram, count in counts.items():
                after[gram[:-1]][gram[-1]] = count
            self.after.append(after)

    def discount(self, order, count):
        return self.discounts[order][min(count, 3) - 1] if count > 0 else Fraction(0)

    def probability(self, history, token):
        order = len(history) + 1
        lower = self.probability(history[1:], token) if history else Fraction(1, self.vocabulary_size)
        after = self.after[order].get(history)
        if not after:
            return lower
        total = sum(after.values())
        count = after.get(token, 0)
        left = sum((self.discount(order, c) for c in after.values()), Fraction(0))
        return (count - self.discount(order, count) + left * lower) / total

    def predict(self, document):
        for n in range(1, len(document)):
            history = tuple(document[max(0, n - self.highest + 1) : n])
            yield self.probability(history, document[n])


def case(name, training, validation, vocabulary_size):
    models = []
    for order in (1, 2, 5):
        model = Model(training, vocabulary_size, order)
        models.append(
            {
                "order": order,
                "discounts": [[float(d) for d in of] for of in model.discounts[1:]],
                "probabilities": [[float(p) for p in model.predict(document)] for document in validation],
            }
        )
    return {
        "name": name,
        "training": training,
        "validation": validation,
        "vocabularySize": vocabulary_size,
        "models": models,
    }


def babble(source, words, count):
    return " ".join(source.choice(words) for _ in range(count))


def main():
    source = random.Random(5)
    words = "the a fox dog river runs jumps sleeps over under brown quick lazy and then again".split()
    text = babble(source, words, 160)
    symbols = sorted(set(text)) + ["?"]
    ids = {symbol: n for n, symbol in enumerate(symbols)}
    of = lambda string: [ids[symbol] for symbol in string]
    boundary = len(symbols)
    sentences = [babble(source, words, source.randint(1, 6)) for _ in range(24)]
    bounded = [[boundary, *of(sentence), boundary] for sentence in sentences]
    cases = [
        case("a text", [of(text[:700])], [of(text[700:850] + "?")], len(symbols)),
        case("documents between boundaries", bounded[:18], bounded[18:], len(symbols) + 1),
        case("documents without boundaries", [of(s) for s in sentences[:18]], [of(s) for s in sentences[18:]], len(symbols)),
        case("almost nothing", [[0, 1]], [[1, 0, 1], [2]], 3),
    ]
    print(json.dumps(cases, separators=(",", ":")))


main()
