import type { Tx, UnitOfWork } from '../ports.ts';
import type { AuditHead, AuditHeadsPort, AuditTable } from './ports.ts';
import { chainStart, sealHash } from './seal-audit.usecase.ts';

const pageSize = 1_000;
/** A sealer runs every half minute: an entry this much older than the newest head was not there when it ran. */
const lateMs = 10 * 60_000;

export interface AuditVerdict {
	sealed: number;
	/** What is wrong, by number; empty when the chain is whole. No entry's content. */
	faults: string[];
}

/**
 * Walks the chain and compares it with the heads kept outside the database. Finds an entry that was altered,
 * deleted, inserted, or swapped with another, one that was put in where no sealer finds it, and a chain that was cut short.
 */
export async function verifyAudit(call: { uow: UnitOfWork; heads: AuditHeadsPort }): Promise<AuditVerdict> {
	const heads = await call.heads.readAll();
	const headsByNumber = Map.groupBy(heads, ({ number }) => number);
	const walked = await call.uow.run({ kind: 'system' }, async (tx) => {
		const faults: string[] = [];
		let number = 0;
		let hash = chainStart;
		for (;;) {
			const page = await tx.audit.sealed(number, pageSize);
			for (const { seal, entry } of page) {
				number += 1;
				if (seal.number !== number) {
					faults.push(`number ${number} is missing: the next is ${seal.number}`);
					number = seal.number;
				}
				if (!entry) faults.push(`number ${number}: its entry is gone`);
				else if (sealHash(hash, number, entry) !== seal.hash) {
					faults.push(`number ${number}: its content or place is not what was sealed`);
				}
				hash = seal.hash;
				const known = headsByNumber.get(number) ?? [];
				if (known.some((head) => head.hash !== hash)) {
					faults.push(`number ${number}: not the head written outside`);
				}
			}
			if (page.length < pageSize) break;
		}
		const unsealed = await tx.audit.unsealed(pageSize);
		faults.push(...(await outsideOfTheChain(tx)));
		return { faults, number, unsealed };
	});
	// The highest, not the newest: after a cut the chain grows again, and its later heads are lower.
	const highest = heads.reduce<AuditHead | undefined>(
		(best, head) => (best && best.number >= head.number ? best : head),
		undefined,
	);
	return {
		sealed: walked.number,
		faults: [...walked.faults, ...afterTheWalk(walked.number, highest, walked.unsealed)],
	};
}

type Looked = Awaited<ReturnType<AuditTable['outsideOfChain']>>;

/** Looks at every entry, since what was put in past the product is in no list of ours. */
async function outsideOfTheChain(tx: Pick<Tx, 'audit'>): Promise<string[]> {
	const gone = await tx.audit.waitingAndGone(pageSize);
	const faults = gone.map((id) => `entry ${id} waits for its seal and is gone`);
	for (let after: number | null = null; ;) {
		const { last, outside }: Looked = await tx.audit.outsideOfChain(after, pageSize);
		for (const id of outside) {
			faults.push(`entry ${id} has no seal and does not wait for one: put in, or its seal taken away`);
		}
		if (last === null) return faults;
		after = last;
	}
}

function afterTheWalk(
	number: number,
	lastHead: AuditHead | undefined,
	unsealed: { id: number; atMs: number }[],
): string[] {
	const faults: string[] = [];
	if (lastHead && lastHead.number > number) {
		faults.push(`the chain ends at ${number}, the heads outside at ${lastHead.number}`);
	}
	if (!lastHead && number > 0) faults.push('no head stands outside the database');
	for (const entry of unsealed) {
		if (lastHead && entry.atMs < lastHead.atMs - lateMs) {
			faults.push(`entry ${entry.id} has no seal and is older than the newest head: put in later`);
		}
	}
	return faults;
}
