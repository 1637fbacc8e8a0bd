import { readClerkPart } from '../office/clerk-lists.usecase.ts';
import { readStudentPart } from '../outcome/export-students.usecase.ts';
import type { Services } from '../ports.ts';
import { makePart, type ReadPart } from './list-export.ts';
import type { ExportDesk } from './ports.ts';

const system = { kind: 'system' } as const;
const readByDesk: Record<ExportDesk['desk'], ReadPart> = { school: readStudentPart, clerk: readClerkPart };

/**
 * Makes the next part of a list that was begun; a server that stops goes on behind the last part that is kept. Answers with how
 * many rows were made.
 */
export async function makeLists({ services }: { services: Services }): Promise<number> {
	return services.uow.run(system, async (tx) => {
		const row = await tx.listExports.nextToMake(services.clock.nowMs());
		return row ? makePart(tx, services, { row, read: readByDesk[row.desk] }) : 0;
	});
}

/** What was made of lists whose time is over goes. How many parts. */
export function dropExpiredLists({ services }: { services: Services }): Promise<number> {
	return services.uow.run(system, (tx) => tx.listExports.dropExpiredParts(services.clock.nowMs()));
}
