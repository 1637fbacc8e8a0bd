/** Draws one paper of each kind and makes pictures of them: `node test/support/take-paper-pictures.ts` (needs pdftoppm). */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createPapersPdf } from '#server/adapters/papers/papers-pdf.ts';
import { openDatabase } from '#server/store/database.ts';
import { readDecision } from '#server/usecase/paper/read-decision.usecase.ts';
import { readLetter } from '#server/usecase/paper/read-letter.usecase.ts';
import { readReceipt } from '#server/usecase/paper/read-receipt.usecase.ts';
import { loadDemoAccounts } from '#server/boot/demo-data/load-accounts.ts';
import { loadDemoEnrollments } from '#server/boot/demo-data/load-enrollments.ts';
import { aBill, aHandedInClaim, reviewerOf } from './claim-review-flow.ts';
import { createWorld } from './flow-world.ts';
import { migratedInMemory } from './migrated.ts';

const folder = 'docs/pictures/papers';
const publicUrl = 'https://campuscover.example';
mkdirSync(folder, { recursive: true });

const database = await openDatabase(await migratedInMemory());
const world = await createWorld(database);
const { services } = world;
services.papers = createPapersPdf(services.logger);
await loadDemoAccounts(services);
await loadDemoEnrollments(services);

async function ownerOf(enrollmentId: string) {
	const row = await services.uow.run({ kind: 'system' }, (tx) => tx.enrollments.get(enrollmentId));
	return { kind: 'account', accountId: row!.ownerAccountId, role: 'student', schoolCode: null } as const;
}

function picture(name: string, bytes: Uint8Array): void {
	const pdf = `${folder}/${name}.pdf`;
	writeFileSync(pdf, bytes);
	const made = spawnSync('pdftoppm', ['-png', '-r', '60', '-singlefile', pdf, `${folder}/${name}`]);
	rmSync(pdf);
	if (made.status !== 0) throw new Error(`pdftoppm: ${made.stderr.toString()}`);
}

const idOf = (n: number) => `01840000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const [signed, paid] = [idOf(201), idOf(203)];
picture('letter', await readLetter({ services, actor: await ownerOf(signed), enrollmentId: signed }));
const payer = await ownerOf(paid);
const order = await services.uow.run(payer, (tx) => tx.orders.ofEnrollment(paid));
picture('receipt', await readReceipt({ services, actor: payer, orderId: order!.id, publicUrl }));

const reviewer = reviewerOf(world, await world.account('reviewer'));
const granted = await aHandedInClaim(world);
await reviewer.toValue(granted.record, aBill('ZY-2023-001', 380_000), 260_000);
await reviewer.approve(granted.record);
picture(
	'decision',
	await readDecision({ services, actor: granted.actor, claimId: granted.record, publicUrl }),
);
process.exit(0);
