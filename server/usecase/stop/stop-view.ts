import type { StopView } from '#shared/protocol/stop.ts';
import type { StopRow } from './ports.ts';

export function stopToView(row: StopRow): StopView {
	const { id, state, form, requestedAtMs, settledAtMs, receiptNumber, refusal } = row;
	return { id, state, stopOn: form.stopOn, requestedAtMs, settledAtMs, receiptNumber, refusal };
}
