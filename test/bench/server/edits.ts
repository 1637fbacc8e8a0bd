/** Draft edits by exchange: eight phones of eight accounts, batches of 100, first making 500 drafts each, then changing them. */
import type { Office } from './office.ts';
import { newBenchId } from './office.ts';
import { PhoneLine } from './phone-line.ts';
import { withProcessorTime } from './processor-time.ts';
import { perSecond, shared, type Rate } from './rates.ts';

const phones = 8;
const batch = 100;
const draftsOfEach = 500;

type DraftFields = (i: number) => Record<string, string>;

export async function editsPerSecond(
	office: Office,
	draftFields: DraftFields,
	seconds: number,
	reps: number,
): Promise<Rate[]> {
	const lines = await Promise.all(
		Array.from({ length: phones }, async () => new PhoneLine(office.url, await office.member('student'))),
	);
	const records = lines.map(() => Array.from({ length: draftsOfEach }, () => newBenchId()));
	const fields = Array.from({ length: draftsOfEach }, (_, i) => draftFields(i));
	const at = lines.map(() => 0);
	const round = (phone: number) =>
		Array.from({ length: batch }, () => {
			const n = at[phone]!++;
			const i = n % draftsOfEach;
			// From the second time on something has changed, as it has when a person edits.
			const content = { ...fields[i], remark: `第${Math.floor(n / draftsOfEach)}次` };
			const body = { schemeId: 'yunnan-kunming-2023', schoolCode: 'kmmu', fields: content };
			return { kind: 'enrollment.edit', record: records[phone]![i]!, atMs: 1_790_000_000_000, body };
		});
	const rates: Rate[] = [];
	for (let rep = 0; rep < reps; rep++) {
		let exchanges = 0;
		const { result, taken } = await withProcessorTime(office, () =>
			perSecond(phones, seconds, async (phone) => {
				await lines[phone]!.exchange(round(phone));
				exchanges++;
				return batch;
			}),
		);
		rates.push({ perSecond: result, each: shared(taken, exchanges * batch) });
	}
	for (const line of lines) line.close();
	return rates;
}
