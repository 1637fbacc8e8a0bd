import { maskIdNumber } from '#shared/domain/identity/id-number.ts';
import { maskPhone } from '#shared/domain/identity/phone.ts';
import type { DraftFields } from '#shared/domain/enrollment/fields.ts';

/** A shorter one is no number of anybody's: what else holds its signs, an id for one, stays as it is. */
const leastHidden = 8;

/** The last four; of a number that is hardly longer nothing. */
const maskAccountNumber = (value: string) =>
	value.length < leastHidden ? '*'.repeat(value.length) : `**** ${value.slice(-4)}`;

/** What a reviewer reads masked until they ask for it: numbers by which somebody else could act or call. */
const maskByField: Readonly<Record<string, (value: string) => string>> = {
	idNumber: maskIdNumber,
	phone: maskPhone,
	accountNumber: maskAccountNumber,
};

/** The fields that are masked, as they are. */
export function hiddenFields(fields: DraftFields): Record<string, string> {
	const found = Object.keys(maskByField).map((key) => [key, fields[key]] as const);
	return Object.fromEntries(found.filter((pair): pair is [string, string] => typeof pair[1] === 'string'));
}

/**
 * The same value with every hidden number in it masked, wherever it stands: in fields, in the letter's text, in what was
 * asked or corrected. `contents`: the present one first. An earlier number that would look like the present one is
 * hidden whole, so that a change of its middle is still seen as one.
 */
export function withNumbersMasked<T>(value: T, contents: readonly DraftFields[]): T {
	const maskByRaw = new Map<string, string>();
	for (const fields of contents) {
		for (const [key, raw] of Object.entries(hiddenFields(fields))) {
			if (raw === '' || maskByRaw.has(raw)) continue;
			const masked = maskByField[key]!(raw);
			const isTaken = [...maskByRaw.values()].includes(masked);
			maskByRaw.set(raw, isTaken ? '*'.repeat(raw.length) : masked);
		}
	}
	// A longer one first: one number may stand within another.
	const raws = [...maskByRaw.keys()].sort((a, b) => b.length - a.length);
	const mask = (text: string) =>
		raws.reduce(
			(masked, raw) =>
				raw.length >= leastHidden || masked === raw ? masked.replaceAll(raw, maskByRaw.get(raw)!) : masked,
			text,
		);
	const within = (part: unknown): unknown => {
		if (typeof part === 'string') return mask(part);
		if (Array.isArray(part)) return part.map(within);
		if (part === null || typeof part !== 'object') return part;
		return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, within(inner)]));
	};
	return within(value) as T;
}
