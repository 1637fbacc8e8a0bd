import type { App } from '#lib/app/app.ts';
import { RefusalError, type Refusal } from '#shared/errors/refusal.ts';
import { shanghaiDate } from '#shared/std/date.ts';
import { err, ok, type Result } from '#shared/std/result.ts';

/**
 * The person says that the insurance elsewhere is stopped (停保登记): the answer becomes "none", with the day on
 * which it was said. The registers are asked anew at the next submission; this decides nothing.
 */
export async function sayStopped(
	app: Pick<App, 'enrollments' | 'moment'>,
	id: string,
): Promise<Result<null, Refusal>> {
	const insuredStoppedOn = app.moment.businessDate ?? shanghaiDate(Date.now());
	try {
		await app.enrollments.edit(id, { fields: { insured: 'none', insuredStoppedOn } });
		return ok(null);
	} catch (error) {
		if (error instanceof RefusalError) return err(error.refusal);
		throw error;
	}
}
