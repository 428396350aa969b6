import type { RandomStream } from '../random/stream.ts';
import { entity, outside, pick, type SentenceGrammar } from './tagged-sentences.ts';

/** April, August, June and May are months and also names of people; the words around them tell which. */
const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October'];
const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const firstNames = [
  'Alice',
  'April',
  'August',
  'Carl',
  'Dora',
  'Emil',
  'Grace',
  'June',
  'Maria',
  'May',
  'Oscar',
  'Paris',
  'Ruth',
  'Tom',
];
const lastNames = ['Baker', 'Berlin', 'Cole', 'Fisher', 'Green', 'Hill', 'Lake', 'Novak', 'Reed', 'Stone', 'Wood'];
/** Berlin and Paris are cities and names of people. */
const cities = ['Athens', 'Berlin', 'Cairo', 'Dublin', 'Lima', 'Oslo', 'Paris', 'Quito', 'Rome', 'Vienna'];
const things = ['apples', 'books', 'chairs', 'letters', 'stamps', 'tickets'];
const deeds = ['painted the door', 'sold the house', 'repaired a clock', 'planted trees', 'wrote a long letter'];

const dayOfMonth = (random: RandomStream) => String(1 + random.below(28));
const year = (random: RandomStream) => String(1950 + random.below(75));

const person = (random: RandomStream) => [
  entity(
    'PER',
    random.below(3) === 0 ? pick(random, firstNames) : `${pick(random, firstNames)} ${pick(random, lastNames)}`,
  ),
];
const city = (random: RandomStream) => [entity('LOC', pick(random, cities))];
const date = (random: RandomStream) => [
  entity(
    'DATE',
    pick(random, [
      () => `${dayOfMonth(random)} ${pick(random, months)} ${year(random)}`,
      () => `${pick(random, months)} ${dayOfMonth(random)} , ${year(random)}`,
      () => `${pick(random, months)} ${year(random)}`,
      () => `${dayOfMonth(random)} ${pick(random, months)}`,
    ])(),
  ),
];
const weekday = (random: RandomStream) => [entity('DATE', `${pick(random, ['next', 'last'])} ${pick(random, days)}`)];
/** A number beside a word that could be a month's day. */
const amount = (random: RandomStream) => [outside(`${dayOfMonth(random)} ${pick(random, things)}`)];
const deed = (random: RandomStream) => [outside(pick(random, deeds))];

/** Small sentences in English with people, places and dates. */
export const englishTagged: SentenceGrammar = {
  sentences: [
    [person, 'was born in', city, 'on', date, '.'],
    [person, 'moved from', city, 'to', city, 'in', date, '.'],
    ['On', date, ',', person, 'bought', amount, '.'],
    [person, 'and', person, deed, weekday, '.'],
    ['Did', person, 'really visit', city, 'before', date, '?'],
    [amount, 'were sent to', person, 'in', city, '.'],
    ['The train to', city, 'leaves', weekday, '.'],
    ['Nobody has seen', person, 'since', date, '.'],
    ['We waited in', city, 'until', date, ', but', person, 'never came .'],
    [person, deed, 'with', person, '.'],
    ['It rained all day , and nobody', deed, '.'],
    ['The shop in', city, 'sells', amount, 'a day .'],
  ],
};
