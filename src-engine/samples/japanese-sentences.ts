import { createStream, type RandomStream } from '../random/stream.ts';
import {
  birds,
  cats,
  destinations,
  events,
  people,
  questions,
  remarks,
  sounds,
  things,
  times,
} from './japanese-words.ts';

/**
 * Small Japanese scenes by a grammar of our own, a paragraph a line, until the text has at least `length` characters; the same ones for
 * the same seed. Someone is somewhere, does something, the weather joins in, and often two people talk in 「」.
 */
export function writeJapaneseSentences(length: number, seed: number): string {
  const random = createStream(seed, 'japanese-sentences', 0);
  const lines: string[] = [];
  for (let written = 0; written < length;) {
    const line = `${paragraph(random)}\n`;
    lines.push(line);
    written += line.length;
  }
  return lines.join('');
}

function paragraph(random: RandomStream): string {
  const pick = <T>(list: readonly T[]): T => list[random.below(list.length)];
  const cast = pick([people, people, people, cats, birds]);
  const hero = pick(cast.names);
  const sentences = [opening()];
  for (let count = 1 + random.below(4); count > 0; count--) {
    sentences.push(pick([scenery, weather, deed, deed, talk, talk])());
  }
  return sentences.join('');

  function opening(): string {
    const place = pick(cast.places);
    const { te, past } = pick(cast.actions);
    return pick([
      () => `${pick(times)}、${hero}が${place}で${te}いた。`,
      () => `${hero}が${place}で${te}いる。`,
      () => `${pick(times)}、${hero}は${place}で${past}。`,
      () => `${place}で${hero}が${te}いる。`,
    ])();
  }

  function scenery(): string {
    const { name, adjectives } = pick(things);
    const adjective = pick(adjectives);
    return pick([
      () => `${name}は${adjective}い。`,
      () => `${name}は${adjective}かった。`,
      () => `${name}はとても${adjective}かった。`,
      () => `${name}が少し${adjective}くなった。`,
      () => `${name}はもう${adjective}くない。`,
    ])();
  }

  function weather(): string {
    const { te, past } = pick(events);
    return pick([
      () => `${te}いる。`,
      () => `外では${te}いた。`,
      () => `やがて${past}。`,
      () => `遠くで${pick(sounds).te}いる。`,
      () => `遠くで${pick(sounds).past}ような気がした。`,
    ])();
  }

  function deed(): string {
    const first = pick(cast.actions);
    const second = pick(cast.actions.filter((action) => action !== first));
    return pick([
      () => `${hero}は${first.te}から、${second.past}。`,
      () => `${hero}は${first.plain}のが好きだ。`,
      () => `${hero}はいつまでも${first.te}いた。`,
      () => `${pick(events).te}いるので、${hero}は${pick(cast.places)}で${first.te}いる。`,
      () => `${hero}が${first.plain}と、${pick(events).past}。`,
      () => `それでも${hero}は${first.te}いる。`,
      () => `${hero}はゆっくり${pick(cast === people ? destinations : cast.places)}へ向かった。`,
    ])();
  }

  function talk(): string {
    const speaker = cast === people ? hero : pick(people.names);
    const listener = pick(people.names.filter((name) => name !== speaker));
    const asks = pick(['と尋ねた', 'と聞いた', 'と声をかけた']);
    const says = pick(['と言った', 'とつぶやいた', 'と笑った', 'と小さな声で言った']);
    const answers = pick(['と答えた', 'と言って笑った', 'と首を振った', 'とうなずいた']);
    return pick([
      () => `${speaker}は「${remark()}」${says}。`,
      () => `「${remark()}」と${speaker}が言った。`,
      () => `${speaker}は${listener}に「${pick(questions)}」${asks}。`,
      () => `「${pick(questions)}」${asks}のは${speaker}だった。${listener}は「${remark()}」${answers}。`,
      () => `「${pick(questions)}」「${remark()}」${listener}は${speaker}の顔を見た。`,
    ])();
  }

  function remark(): string {
    const { name, adjectives } = pick(things);
    return pick([
      () => pick(remarks),
      () => `${name}が${pick(adjectives)}いね`,
      () => `${pick(people.actions).plain}のが好きなんだ`,
      () => `${pick(events).te}いるよ`,
      () => `明日は${pick(destinations)}へ行こう`,
    ])();
  }
}
