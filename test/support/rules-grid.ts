/** Cases for every scheme and question, made from a seed alike in Node and in a browser, and one hash of all answers. */
import { answerLine } from '../../server/cli/policy/case.ts';
import { commonVocabulary } from '#shared/domain/decision/fact-values.ts';
import { schemeById, schemes } from '#shared/policy/registry.ts';
import type { Scheme } from '#shared/policy/scheme.ts';
import { vocabularyOf } from '#shared/rules/index.ts';
import { canonicalJson } from '#shared/std/canonical-json.ts';
import { addDays } from '#shared/std/date.ts';
import { sha256Hex } from '#shared/std/hash.ts';
import { yunze2024 } from '../policy/fixtures/yunze-2024/scheme.ts';

const among = [...schemes, yunze2024];

export interface AnswerHash {
	/** SHA-256 of all answers with their traces, in order. */
	hash: string;
	/** Cases that were answered, bad ones included. */
	answered: number;
	/** How many different answers there were: a grid that asks little says little. */
	kinds: number;
}

/** The answers to `count` cases from `seed`. */
export async function answersHash(count: number, seed: number): Promise<AnswerHash> {
	const pick = picker(seed);
	const kinds = new Set<string>();
	const texts: string[] = [];
	for (let i = 0; i < count; i += 1) {
		const answer = answerLine(JSON.stringify(anyCase(pick)), {
			trace: true,
			find: (id) => schemeById(id, among),
		});
		const text = canonicalJson(withoutWords(answer));
		texts.push(text);
		kinds.add(text);
	}
	return { hash: await sha256Hex(texts.join('\n')), answered: texts.length, kinds: kinds.size };
}

/** An error's words are the checking library's, whose language is set where it runs: code and path must agree. */
function withoutWords(answer: ReturnType<typeof answerLine>): unknown {
	if (!answer || !('error' in answer)) return answer;
	return { ...answer, error: { ...(answer.error as object), message: '' } };
}

type Pick = <T>(values: readonly T[]) => T;

/** Whole-number arithmetic that every engine does alike (mulberry32). */
function picker(seed: number): Pick {
	let state = seed >>> 0;
	return (values) => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return values[((mixed ^ (mixed >>> 14)) >>> 0) % values.length]!;
	};
}

function anyCase(pick: Pick): object {
	const scheme = pick(among);
	const [question, facts] = pick(questions)(scheme, pick);
	return { scheme: scheme.id, question, facts };
}

const questions = [
	(scheme: Scheme, pick: Pick) => ['enrollment', enrollmentFacts(scheme, pick)],
	(scheme: Scheme, pick: Pick) => ['fee', feeFacts(scheme, pick)],
	(scheme: Scheme, pick: Pick) => ['coverage', { paidOn: anyDay(scheme, pick), student: anyStudent(pick) }],
	(scheme: Scheme, pick: Pick) => ['claim', claimFacts(scheme, pick)],
	(scheme: Scheme, pick: Pick) => ['benefit', benefitFacts(scheme, pick)],
] as const;

const truths = [true, false, undefined];
const years = [2021, 2022, 2023, 2024, undefined];

function anyDay({ payment, benefits }: Scheme, pick: Pick): string {
	const near = [payment.opens, payment.closes ?? benefits.from, benefits.from, benefits.to ?? benefits.from];
	return pick([
		addDays(pick(near), pick([-91, -90, -1, 0, 1, 89, 90])),
		'2024-02-29',
		'9999-12-31',
		'2023-02-30',
	]);
}

function anyStudent(pick: Pick): object | undefined {
	return pick([{ entryYear: pick(years) }, undefined]);
}

function hardshipOf(scheme: Scheme, pick: Pick): object | null | undefined {
	const words = vocabularyOf(scheme);
	return pick([
		null,
		undefined,
		{
			kind: pick(words.hardshipKinds),
			certifiedIn: pick(words.certificationPlaces),
			chooses: pick(['college', 'identity-place']),
		},
	]);
}

function insuredOf(pick: Pick): object {
	return pick([
		{},
		{ insured: 'none' },
		{ insured: 'active-elsewhere' },
		{ insured: 'lump-sum', lumpSumThrough: pick([2022, 2023, 2026]) },
	]);
}

/** Values that engines could read differently: full-width, combined and invisible characters, other numerals. */
const texts = {
	name: ['李明', '　', '\u200b', '欧阳·娜', undefined],
	idNumber: [
		'11010519491231002X',
		'１１０１０５１９４９１２３１００２Ｘ',
		' 11010519491231002x\u3000',
		'110105491231002',
		'',
		undefined,
	],
	phone: ['13900000000', '１３９００００００００', '12900000000', '', undefined],
	ethnicity: ['汉族', '汉', 'ﾊﾝ', undefined],
};

function formOf(pick: Pick): object | undefined {
	const form = {
		name: pick(texts.name),
		idType: pick(['resident-id', 'passport', ' ', undefined]),
		idNumber: pick(texts.idNumber),
		phone: pick(texts.phone),
		gender: pick(['男', '女', 'x', undefined]),
		ethnicity: pick(texts.ethnicity),
		maritalStatus: pick(['未婚', undefined]),
		address: pick(['昆明', '\t', undefined]),
		insuranceKind: pick(['城乡居民基本医疗保险', '城镇职工基本医疗保险', undefined]),
	};
	return pick([form, form, undefined]);
}

function enrollmentFacts(scheme: Scheme, pick: Pick): object {
	return {
		date: anyDay(scheme, pick),
		student: pick([
			{
				registered: pick(truths),
				fullTime: pick(truths),
				graduated: pick(truths),
				schoolConfirmed: pick(truths),
				entryYear: pick(years),
			},
			undefined,
		]),
		hardship: hardshipOf(scheme, pick),
		letterSigned: pick(truths),
		...insuredOf(pick),
		form: formOf(pick),
	};
}

function feeFacts(scheme: Scheme, pick: Pick): object {
	return {
		date: anyDay(scheme, pick),
		student: pick([
			{ age: pick([0, 15, 17, 18, 30, undefined]), schoolRegistered: pick(truths), entryYear: pick(years) },
			undefined,
		]),
		hardship: hardshipOf(scheme, pick),
		reviewed: pick(truths),
		...insuredOf(pick),
		payYears: scheme.contribution.lumpSums.length > 0 ? pick([undefined, 1, 3, 4, 5]) : undefined,
	};
}

function claimFacts(scheme: Scheme, pick: Pick): object {
	const { claimKinds, claimDocuments } = vocabularyOf(scheme);
	return {
		kind: pick(claimKinds),
		agent: pick(truths),
		bankName: pick(['吉林银行', '吉林农信银行', '吉林银行\u3000', undefined]),
		documents: pick([
			claimDocuments.filter(() => pick([true, true, true, false])),
			claimDocuments,
			undefined,
		]),
	};
}

function benefitFacts(scheme: Scheme, pick: Pick): object {
	const base = pick([
		0,
		1,
		10_000,
		20_000,
		60_000,
		500_000,
		1_200_000,
		2_200_000,
		11_200_000,
		30_830_000,
		2 ** 52,
	]);
	const fen = Math.max(0, base + pick([-51, -50, -1, 0, 1, 49, 50, 12_345, 0.5]));
	const levels = [...vocabularyOf(scheme).hospitalLevels, ...commonVocabulary.hospitalLevels];
	return pick([
		{ kind: 'inpatient', level: pick(levels), eligibleFen: fen },
		{ kind: 'accident-outpatient', eligibleFen: fen },
		{ kind: 'major-illness', ownEligibleFen: fen },
	]);
}
