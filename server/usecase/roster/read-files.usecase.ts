import { schemeById } from '#shared/policy/registry.ts';
import { assert } from '#shared/std/assert.ts';
import { breathe } from '../breathe.ts';
import type { Services, Tx } from '../ports.ts';
import type { ReadRoster, RosterImport } from './ports.ts';
import { noCounts, setAside } from './set-aside.ts';

const system = { kind: 'system' } as const;

/**
 * Reads the oldest file that waits: in a process of its own, then line by line into the store, some hundred at a time, so
 * that what people ask for comes in between. A server that stops in the middle reads the file again and goes on behind the
 * last line that is kept; who wants it read in another way meanwhile stops it. Answers with how many lines were kept.
 */
export async function readRosterFiles({ services }: { services: Services }): Promise<number> {
	const work = await services.uow.run(system, (tx) => tx.rosterImports.nextToRead());
	if (!work) return 0;
	const { row, bytes } = work;
	const scheme = schemeById(row.schemeId);
	assert(scheme, 'a roster has its scheme');
	const read = await services.rosterReader.read({
		bytes,
		wanted: row.wanted,
		today: services.businessDate.today(),
		insuranceYear: scheme.insuranceYear,
	});
	if ('failure' in read) {
		await whileWanted(services, row, (tx, now) => setAside(tx, now, read.failure));
		return 0;
	}
	return keepLines(services, row, read);
}

async function keepLines(services: Services, row: RosterImport, read: ReadRoster): Promise<number> {
	let kept = 0;
	let last = 0;
	const begun = await whileWanted(services, row, async (tx, now) => {
		last = await tx.rosterImports.lastLine(now.id);
		const before = read.batches.filter(({ lastLine }) => lastLine <= last);
		const done = before.reduce((sum, { lines }) => sum + lines, 0);
		await tx.rosterImports.update({
			...now,
			found: read.found,
			counts: { ...noCounts, rows: read.rows, read: done },
		});
	});
	if (!begun) return kept;
	for (const batch of read.batches) {
		if (batch.lastLine <= last) continue;
		const isWanted = await whileWanted(services, row, async (tx, now) => {
			kept += await tx.rosterImports.addLines(now, batch.json, last);
			const counts = { ...now.counts, read: now.counts.read + batch.lines };
			await tx.rosterImports.update({ ...now, counts });
		});
		if (!isWanted) return kept;
		await breathe();
	}
	await whileWanted(services, row, async (tx, now) => {
		const judged = await tx.rosterImports.judge(now);
		await tx.rosterImports.update({ ...now, state: 'checked', counts: { ...now.counts, ...judged } });
		const audit = {
			atMs: services.clock.nowMs(),
			actor: 'system',
			act: 'roster.checked' as const,
			subject: now.id,
		};
		await tx.audit.append({ ...audit, detail: { rows: read.rows, problems: judged.problem } });
	});
	return kept;
}

/** False when the reading was overtaken: it is to be read in another way, or not at all any more. */
async function whileWanted(
	services: Services,
	{ id, wanted }: RosterImport,
	work: (tx: Tx, now: RosterImport) => Promise<void>,
): Promise<boolean> {
	return services.uow.run(system, async (tx) => {
		const now = await tx.rosterImports.lock(id);
		if (now?.state !== 'reading' || now.wanted.turn !== wanted.turn) return false;
		await work(tx, now);
		return true;
	});
}
