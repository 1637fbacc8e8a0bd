/**
 * The business date. In production it is today in Asia/Shanghai. In demo mode it is that plus a stored number
 * of days, set at the first start and moved by hand, so that a demo goes on where it was after a restart.
 */
import { RefusalError } from '#shared/errors/refusal.ts';
import { addDays, daysBetween, shanghaiDate, type IsoDate } from '#shared/std/date.ts';
import type { Clock } from '#shared/std/clock.ts';
import type { BusinessDatePort, UnitOfWork } from '../ports.ts';

const offsetKey = 'demo.business-date-offset-days';

export interface BusinessDateParts {
	uow: UnitOfWork;
	clock: Clock;
	/** Null in production; else the date of the demo's first day. */
	demoStartDate: IsoDate | null;
}

/** Reads the stored offset once: a demo is one process, and production has none. */
export async function createBusinessDate({
	uow,
	clock,
	demoStartDate,
}: BusinessDateParts): Promise<BusinessDatePort> {
	const realToday = () => shanghaiDate(clock.nowMs());
	const store = (days: number) =>
		uow.run({ kind: 'system' }, (tx) => tx.settings.set(offsetKey, String(days)));
	let offsetDays = 0;
	if (demoStartDate !== null) {
		const stored = await uow.run({ kind: 'system' }, (tx) => tx.settings.get(offsetKey));
		offsetDays = stored === null ? daysBetween(realToday(), demoStartDate) : Number(stored);
		if (stored === null) await store(offsetDays);
	}
	const today = () => addDays(realToday(), offsetDays);
	return {
		today,
		moment: () => ({
			serverTimeMs: clock.nowMs(),
			businessDate: today(),
			demo: demoStartDate !== null,
		}),
		async move(date) {
			if (demoStartDate === null) throw new RefusalError({ code: 'demo.not-available' });
			const days = daysBetween(realToday(), date);
			await store(days);
			offsetDays = days;
		},
	};
}
