/** What a scheme costs, and where and how it is paid. */
import * as z from 'zod/mini';
import { Cites, Fen, Guide, Key, Point, SchemeDate, Words } from './scheme-words.ts';

/** Ages in whole years, both included; null: no such end. */
const AgeClass = z.object({
	key: Key,
	label: Words,
	fromAge: z.nullable(z.int()),
	toAge: z.nullable(z.int()),
	personalFen: Fen,
	cites: Cites,
});

export const Contribution = z.object({
	/** A year's contribution; where `ageClasses` are given, theirs count. */
	personalFen: Fen,
	subsidyFen: z.nullable(Fen),
	components: z.array(z.object({ key: Key, label: Words, fen: Fen, cites: Cites })),
	/** Different amounts by age. Empty: one for all. Together they leave no age out. */
	ageClasses: z
		.array(AgeClass)
		.check(z.refine(isEveryAgeIn, 'every age in exactly one class, in rising order')),
	/** Several years paid at once, beginning with the insurance year. Empty: only year by year. */
	lumpSums: z.array(z.object({ years: z.int().check(z.minimum(2)), personalFen: Fen, cites: Cites })),
	/** Identities for whom nothing is due here. */
	exempt: z.array(
		z.object({
			kinds: z.array(z.string()).check(z.minLength(1)),
			certifiedIn: z.enum(['home', 'anywhere']),
			text: Words,
			cites: Cites,
		}),
	),
	/** What an earlier year cost, as the document tells it. */
	earlier: z.array(z.object({ year: z.int(), personalFen: Fen, subsidyFen: z.nullable(Fen), cites: Cites })),
	notes: z.array(Point),
	cites: z.object({ personal: Cites, subsidy: Cites }),
});

function isEveryAgeIn(classes: readonly { fromAge: number | null; toAge: number | null }[]): boolean {
	return classes.every(({ fromAge, toAge }, i) => {
		const before = classes[i - 1];
		const starts = before ? before.toAge !== null && fromAge === before.toAge + 1 : fromAge === null;
		const ends = i === classes.length - 1 ? toAge === null : toAge !== null && toAge >= (fromAge ?? 0);
		return starts && ends;
	});
}

export const Payment = z.object({
	/** Before this day nothing can be paid. */
	opens: SchemeDate,
	/** The window's last day: paying later is possible and has consequences. Null: none given. */
	closes: z.nullable(SchemeDate),
	cites: z.object({ opens: Cites, late: z.array(z.string()) }),
	channels: z.array(
		z.object({
			key: Key,
			name: z.string(),
			kind: z.enum(['wechat', 'alipay', 'app', 'counter', 'terminal']),
			recommended: z.boolean(),
			/** Two names for one thing are both kept, each with its place in the document. */
			note: z.optional(Words),
			cites: Cites,
		}),
	),
	/** The guided list of the main channel, in order; empty where the source describes none. */
	guide: Guide,
	/** What must stand on the channel's screen; anything else: do not pay (Y16). */
	identityChecks: z.array(z.object({ key: Key, label: Words, expected: z.string(), cites: Cites })),
	/** True sentences that look wrong, e.g. 缴费人类型 "城乡居民" is right. */
	reassurances: z.array(Point),
	/** The page before paying: the button, and what it shows. Null where the source shows none. */
	confirmation: z.nullable(z.object({ button: z.string(), shows: z.array(z.string()), cites: Cites })),
	/** The channel's further menu, by the source's names. */
	menu: z.array(z.object({ name: z.string(), text: z.optional(Words), cites: Cites })),
	methods: z.array(
		z.object({
			key: z.enum(['unionpay', 'wechat', 'wechat-qr', 'bank']),
			name: Words,
			note: Words,
			recommended: z.boolean(),
			cites: Cites,
		}),
	),
	trouble: z.array(
		z.object({
			/** What went wrong: screens find the words for what they see happen by it. */
			key: z.enum(['deduction-failed', 'unfinished', 'other-office']),
			title: Words,
			text: Words,
			cites: Cites,
		}),
	),
	/** How somebody else pays for the student; null where the document does not say. */
	forSomeoneElse: z.nullable(z.object({ text: Words, cites: Cites })),
});

export const Receipt = z.object({
	title: z.string(),
	notice: z.string(),
	recordTitle: z.string(),
	/** What the record lists, by the source's names. */
	recordFields: z.array(z.string()),
	levyItem: z.string(),
	taxAuthority: z.nullable(z.string()),
	office: z.nullable(z.string()),
	cites: Cites,
});
