/*
 * A stop of the residents' insurance elsewhere (城乡居民停保登记; Y11, Y12), as it is registered:
 *
 *   requested (已提交，等登记机构答复) ──told──▶ effective (已停保)
 *                                      ──told──▶ refused (没有受理)
 *
 * Both ends are what the register said, never what a phone believes. A request that got no answer is asked about
 * again, and never carried out again by itself: it was confirmed for that day.
 */
import * as z from 'zod/mini';
import type { DraftFields } from '../enrollment/fields.ts';
import { idTypeValues } from '../code-lists/id-types.ts';
import { Text } from '../text.ts';

export const stopStates = ['requested', 'effective', 'refused'] as const;
export type StopState = (typeof stopStates)[number];

/** Why a register did not take it: no insurance runs there, or the person is another than its number says. */
export const stopRefusals = ['not-insured', 'mismatch'] as const;
export type StopRefusal = (typeof stopRefusals)[number];

const Filled = (max: number) => Text(max).check(z.minLength(1));

/** The fields of Y12, all of them with `*`. */
export const StopForm = z.strictObject({
	name: Filled(100),
	idType: z.enum(idTypeValues),
	idNumber: Filled(40),
	personNumber: Filled(40),
	insuranceKind: Filled(100),
	stopOn: z.iso.date(),
	reason: Filled(200),
	remark: Filled(500),
});
export type StopForm = z.infer<typeof StopForm>;

/** What the person types for the stop alone: kept in the enrollment's draft, so that it is carried over and resumed. */
export const stopDraftKeys = ['stopPersonNumber', 'stopReason', 'stopRemark'] as const;
export type StopDraftKey = (typeof stopDraftKeys)[number];

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** What is still to be filled in; the person's own part (name, document) is the enrollment's. */
export function missingOfStop(fields: DraftFields): (StopDraftKey | 'name' | 'idType' | 'idNumber')[] {
	return (['name', 'idType', 'idNumber', ...stopDraftKeys] as const).filter(
		(key) => textOf(fields[key]) === '',
	);
}

/** The form as it is sent, for the day of the stop; null while something is missing or is no such form. */
export function stopFormOf(fields: DraftFields, insuranceKind: string, stopOn: string): StopForm | null {
	const parsed = StopForm.safeParse({
		name: textOf(fields.name),
		idType: fields.idType,
		idNumber: textOf(fields.idNumber),
		personNumber: textOf(fields.stopPersonNumber),
		insuranceKind,
		stopOn,
		reason: textOf(fields.stopReason),
		remark: textOf(fields.stopRemark),
	});
	return parsed.success ? parsed.data : null;
}
