/** What HTTP itself leaves: calls that carry and change nothing, over the same eight connections. */
import type { Office } from './office.ts';
import { PhoneLine } from './phone-line.ts';
import { rateOf, type Rate } from './rates.ts';

const connections = 8;

/** `plain`: the health page. `nothing`: an exchange without mutations, by somebody whose session is looked up. */
export async function emptyCalls(office: Office, count: number): Promise<{ plain: Rate; nothing: Rate }> {
	const lines = await Promise.all(
		Array.from(
			{ length: connections },
			async () => new PhoneLine(office.url, await office.member('student')),
		),
	);
	for (const line of lines) await line.pullAll();
	const calls = Array.from({ length: count }, (_, n) => n);
	const overAll = (act: (line: PhoneLine) => Promise<unknown>) =>
		rateOf(office, { list: calls, connections }, async () => {
			const line = lines.pop()!;
			await act(line);
			lines.push(line);
		});
	const plain = await overAll((line) => line.plain('/healthz'));
	const nothing = await overAll((line) => line.exchange([]));
	for (const line of lines) line.close();
	return { plain, nothing };
}
