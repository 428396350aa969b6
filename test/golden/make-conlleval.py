"""Writes conlleval.json: random tags in several schemes, and what the script conlleval of the CoNLL shared tasks counts in them.

    python3 make-conlleval.py conlleval.pl > conlleval.json
"""
import json
import random
import re
import subprocess
import sys

SCHEMES = {
    "IOB2": "O O B-PER I-PER B-LOC I-LOC",
    "IOB1": "O I-PER I-PER B-PER I-LOC B-LOC",
    "IOE": "O I-A E-A I-B E-B",
    "hyphens in types": "O B-NP-SBJ I-NP-SBJ B-NP I-NP",
    "places without types": "O B I",
    "raw tags": "O NOUN VERB",
}


def sentence(tags):
    actual = [random.choice(tags) for _ in range(random.randint(1, 9))]
    return actual, [tag if random.random() < 0.6 else random.choice(tags) for tag in actual]


def score(script, sentences, is_raw):
    text = "".join("".join(f"w {a} {p}\n" for a, p in zip(*pair)) + "\n" for pair in sentences)
    command = ["perl", script] + (["-r"] if is_raw else [])
    output = subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout
    tokens, actual, predicted, correct = map(int, re.findall(r"\d+", output.split("\n")[0]))
    rates = [float(rate) for rate in re.findall(r"([\d.]+)%", output.split("\n")[1])]
    f1 = float(re.search(r"FB1: +([\d.]+)", output).group(1))
    lines = re.findall(r"^ *(\S*): precision: .*FB1: +([\d.]+) +(\d+)$", output, re.MULTILINE)
    return {
        "tokens": tokens, "actual": actual, "predicted": predicted, "correct": correct,
        "accuracy": rates[0], "precision": rates[1], "recall": rates[2], "f1": f1,
        "types": {name: {"f1": float(value), "predicted": int(found)} for name, value, found in lines},
    }


def case(script, name, tags):
    sentences = [sentence(tags) for _ in range(30)]
    joined = lambda part: "|".join(" ".join(pair[part]) for pair in sentences)
    return {
        "scheme": name, "actual": joined(0), "predicted": joined(1),
        "counted": score(script, sentences, name == "raw tags"),
    }


random.seed(2004)
cases = [case(sys.argv[1], name, tags.split()) for name, tags in SCHEMES.items()]
print(json.dumps(cases, indent=1))
