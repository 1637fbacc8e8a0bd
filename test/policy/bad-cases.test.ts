import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answerLine } from '../../server/cli/policy/case.ts';
import { changchun, decide, yunnan } from './case-table.ts';

const date = '2022-11-01';
const hardship = { kind: 'other', certifiedIn: 'jilin', chooses: 'college' };

const table: [
	description: string,
	scheme: string,
	question: string,
	facts: unknown,
	path: (string | number)[],
][] = [
	['unknown scheme', 'beijing-2023', 'fee', { date }, ['scheme']],
	['a scheme named like an object’s member', 'constructor', 'fee', { date }, ['scheme']],
	['unknown question', yunnan, 'refund', { date }, ['question']],
	['a question named like an object’s member', yunnan, 'toString', { date }, ['question']],
	['no facts', yunnan, 'fee', undefined, ['facts']],
	['facts are a list', yunnan, 'fee', [], ['facts']],
	['no date', yunnan, 'enrollment', {}, ['facts', 'date']],
	['30 February', yunnan, 'enrollment', { date: '2023-02-30' }, ['facts', 'date']],
	['the year 0', yunnan, 'fee', { date: '0000-01-01' }, ['facts', 'date']],
	['a date with time', yunnan, 'fee', { date: '2022-11-01T00:00:00' }, ['facts', 'date']],
	['no day of payment', changchun, 'coverage', {}, ['facts', 'paidOn']],
	['13th month', changchun, 'coverage', { paidOn: '2022-13-01' }, ['facts', 'paidOn']],
	['an unknown fact', yunnan, 'fee', { date, colour: 'red' }, ['facts', 'colour']],
	[
		'an unknown fact of the student',
		yunnan,
		'fee',
		{ date, student: { registered: true } },
		['facts', 'student', 'registered'],
	],
	['another question’s fact', changchun, 'coverage', { paidOn: date, insured: 'none' }, ['facts', 'insured']],
	[
		'a lump sum without its year',
		yunnan,
		'enrollment',
		{ date, insured: 'lump-sum' },
		['facts', 'lumpSumThrough'],
	],
	[
		'a lump sum without its year, fee',
		yunnan,
		'fee',
		{ date, insured: 'lump-sum' },
		['facts', 'lumpSumThrough'],
	],
	['an unknown insurance', yunnan, 'fee', { date, insured: 'maybe' }, ['facts', 'insured']],
	['null for not known', yunnan, 'fee', { date, insured: null }, ['facts', 'insured']],
	[
		'a year in words',
		yunnan,
		'fee',
		{ date, student: { entryYear: '2022' } },
		['facts', 'student', 'entryYear'],
	],
	['a negative age', changchun, 'fee', { date, student: { age: -1 } }, ['facts', 'student', 'age']],
	[
		'an identity without the choice',
		changchun,
		'fee',
		{ date, hardship: { ...hardship, chooses: undefined } },
		['facts', 'hardship', 'chooses'],
	],
	[
		'an unknown kind of identity',
		changchun,
		'fee',
		{ date, hardship: { ...hardship, kind: 'rich' } },
		['facts', 'hardship', 'kind'],
	],
	[
		'a form value that is no text',
		yunnan,
		'enrollment',
		{ date, form: { name: 1 } },
		['facts', 'form', 'name'],
	],
	[
		'an unknown key of the form',
		yunnan,
		'enrollment',
		{ date, form: { shoeSize: '42' } },
		['facts', 'form', 'shoeSize'],
	],
	[
		'an unknown kind of document',
		yunnan,
		'enrollment',
		{ date, form: { idType: 'library-card' } },
		['facts', 'form', 'idType'],
	],
	['no kind of claim', changchun, 'claim', { documents: [] }, ['facts', 'kind']],
	[
		'an unknown claim document',
		changchun,
		'claim',
		{ kind: 'accident-outpatient', documents: ['selfie'] },
		['facts', 'documents', 0],
	],
	[
		'inpatient without level',
		changchun,
		'benefit',
		{ kind: 'inpatient', eligibleFen: 1 },
		['facts', 'level'],
	],
	[
		'negative fen',
		changchun,
		'benefit',
		{ kind: 'accident-outpatient', eligibleFen: -1 },
		['facts', 'eligibleFen'],
	],
	[
		'fractional fen',
		changchun,
		'benefit',
		{ kind: 'accident-outpatient', eligibleFen: 0.5 },
		['facts', 'eligibleFen'],
	],
	[
		'more fen than can be counted',
		changchun,
		'benefit',
		{ kind: 'accident-outpatient', eligibleFen: 1e20 },
		['facts', 'eligibleFen'],
	],
	[
		'the first number that can no longer be counted',
		changchun,
		'benefit',
		{ kind: 'accident-outpatient', eligibleFen: 2 ** 53 },
		['facts', 'eligibleFen'],
	],
	['29 February of a common year', changchun, 'coverage', { paidOn: '2023-02-29' }, ['facts', 'paidOn']],
	[
		'an age that cannot be counted',
		changchun,
		'fee',
		{ date, student: { age: 2 ** 53 } },
		['facts', 'student', 'age'],
	],
	['a fraction of a year', changchun, 'fee', { date, student: { age: 17.5 } }, ['facts', 'student', 'age']],
	[
		'an unknown fact of the identity',
		changchun,
		'fee',
		{ date, hardship: { ...hardship, since: '2020' } },
		['facts', 'hardship', 'since'],
	],
	[
		'a fact named like an object’s origin',
		changchun,
		'fee',
		JSON.parse(`{"date":"${date}","__proto__":{}}`),
		['facts', '__proto__'],
	],
	['several years where none are offered', changchun, 'fee', { date, payYears: 3 }, ['facts', 'payYears']],
	['an unknown kind of claim', yunnan, 'claim', { kind: 'dental' }, ['facts', 'kind']],
	['another city’s kind of claim', changchun, 'claim', { kind: 'referral-inpatient' }, ['facts', 'kind']],
	[
		'documents that are no list',
		changchun,
		'claim',
		{ kind: 'accident-outpatient', documents: 'bank-card' },
		['facts', 'documents'],
	],
	['an unknown kind of care', changchun, 'benefit', { kind: 'dental', eligibleFen: 1 }, ['facts', 'kind']],
	[
		'an unknown level',
		yunnan,
		'benefit',
		{ kind: 'inpatient', level: 'national', eligibleFen: 1 },
		['facts', 'level'],
	],
	[
		'another kind’s amount',
		changchun,
		'benefit',
		{ kind: 'accident-outpatient', eligibleFen: 1, ownEligibleFen: 1 },
		['facts', 'ownEligibleFen'],
	],
	['fen missing', changchun, 'benefit', { kind: 'major-illness' }, ['facts', 'ownEligibleFen']],
	['Yunnan checks the facts too', yunnan, 'benefit', { kind: 'major-illness' }, ['facts', 'ownEligibleFen']],
];

test.each(table)('%s is a bad case', (_description, scheme, question, facts, path) => {
	expect(decide(scheme, question, facts)).toEqual({
		id: 'case',
		error: { code: 'bad-case', message: expect.stringMatching(/./), path },
	});
});

test.each(['[1]', '7', 'null', '"text"', '{', 'not json', '{"id":"x"} trailing'])(
	'a line that is no object, %s, has no id',
	(line) => {
		expect(answerLine(line)).toMatchObject({ id: null, error: { code: 'bad-case', path: [] } });
	},
);

test('blank lines have no answer', () => {
	expect(['', '  ', '\t\r'].map((line) => answerLine(line))).toEqual([null, null, null]);
});

test('the id comes back as it was given, also with a bad case', () => {
	expect(answerLine('{"id":"甲","scheme":"?"}')).toMatchObject({ id: '甲', error: { code: 'bad-case' } });
	expect(answerLine('{"scheme":"?"}')).toMatchObject({ id: null });
});

test('an id nested too deeply to be written again is a bad case, and what follows is still answered', () => {
	const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
	const facts = `"scheme":"${changchun}","question":"coverage","facts":{"paidOn":"2022-12-31"}`;
	expect(answerLine(`{"id":${deep},${facts}}`)).toMatchObject({ id: null, error: { path: ['id'] } });
	expect(answerLine(`{"id":[["x"]],${facts}}`)).toMatchObject({ id: [['x']], waitingDays: 0 });
});

test('whatever a line holds, it is answered and nothing is thrown', () => {
	const anyFacts = fc.oneof(
		fc.jsonValue(),
		fc.dictionary(
			fc.constantFrom('date', 'paidOn', 'kind', 'hardship', 'student', 'eligibleFen', 'x'),
			fc.jsonValue(),
		),
	);
	const question = fc.constantFrom('enrollment', 'fee', 'coverage', 'claim', 'benefit', '__proto__');
	fc.assert(
		fc.property(fc.constantFrom(yunnan, changchun), question, anyFacts, (scheme, asked, facts) => {
			const answer = answerLine(JSON.stringify({ id: 7, scheme, question: asked, facts }));
			expect(answer).toMatchObject({ id: 7 });
			expect('error' in answer! || 'cites' in answer!).toBe(true);
		}),
		{ numRuns: 500 },
	);
	fc.assert(fc.property(fc.string(), (line) => void answerLine(line)));
});

test('an error never repeats what was written in the facts', () => {
	const secret = '11010519491231002X';
	const answer = answerLine(
		JSON.stringify({
			id: 1,
			scheme: yunnan,
			question: 'enrollment',
			facts: { date: secret, form: { idType: secret } },
		}),
	);
	expect(JSON.stringify(answer)).not.toContain(secret);
});
