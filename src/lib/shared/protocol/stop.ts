import * as z from 'zod/mini';
import { StopForm, stopRefusals, stopStates } from '../domain/stop/stop-form.ts';
import { Id } from './mutation.ts';

/**
 * 停保登记, asked for online and never by the outbox: it takes effect at once, on the day that stands in the form.
 * `id` is the phone's: the same request sent again is the same stop.
 */
export const ConfirmStopInput = z.strictObject({
	id: Id,
	/** The enrollment for which it is done. */
	enrollmentId: Id,
	form: StopForm,
	/** 我已知晓 */
	knowsNotice: z.literal(true),
	/** 提交成功即办理成功: confirmed once more. */
	knowsItIsFinal: z.literal(true),
});
export type ConfirmStopInput = z.infer<typeof ConfirmStopInput>;

export const LatestStopInput = z.strictObject({ enrollmentId: Id });
export type LatestStopInput = z.infer<typeof LatestStopInput>;

/** As its person sees it. `settledAtMs` and what follows come with the register's answer. */
export const StopView = z.object({
	id: z.string(),
	state: z.enum(stopStates),
	stopOn: z.string(),
	requestedAtMs: z.number(),
	settledAtMs: z.nullable(z.number()),
	/** The register's number of the stop. */
	receiptNumber: z.nullable(z.string()),
	refusal: z.nullable(z.enum(stopRefusals)),
});
export type StopView = z.infer<typeof StopView>;

export const LatestStop = z.nullable(StopView);
