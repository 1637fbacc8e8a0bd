import { RefusalError } from '#shared/errors/refusal.ts';
import type { EnrollmentState } from '#shared/domain/enrollment/state.ts';
import type {
	CollegeCount,
	DriveDetail,
	DriveInvitation,
	DriveList,
	DriveVolunteer,
} from '#shared/protocol/drive.ts';
import type { AccountActor } from '../actor.ts';
import type { Services, Tx } from '../ports.ts';
import { driveOfSchool, schoolOf, viewDrive } from './own-school.ts';
import type { AssignmentRow, DriveRow, InvitationRow } from './ports.ts';
import { currentKey } from './school-key.ts';

const maxDrives = 100;

const goalOf = ({ goals }: DriveRow) => goals.reduce((sum, { count }) => sum + count, 0);

/** Drives of the administrator's school, the newest day first. Throws `request.not-found` without a school. */
export async function readDrives(call: { services: Services; actor: AccountActor }): Promise<DriveList> {
	const { services, actor } = call;
	const schoolCode = schoolOf(actor);
	return services.uow.run(actor, async (tx) => {
		const drives = await tx.drives.ofSchool(schoolCode, maxDrives);
		const ids = drives.map(({ id }) => id);
		const volunteers = await tx.driveAssignments.countByDrive(ids);
		const handedOver = await tx.driveEntries.countByDrive(ids);
		const rows = drives.map((row) => ({
			drive: viewDrive(row),
			volunteers: volunteers.get(row.id) ?? 0,
			handedOver: handedOver.get(row.id) ?? 0,
			goal: goalOf(row),
		}));
		return { schoolCode, rows };
	});
}

/**
 * One drive as it goes: counts by college, invitations, volunteers with their phones. No student. Throws
 * RefusalError `request.not-found`.
 */
export async function readDrive(call: {
	services: Services;
	actor: AccountActor;
	id: string;
}): Promise<DriveDetail> {
	const { services, actor, id } = call;
	const nowMs = services.clock.nowMs();
	const { drive, counts, invitations } = await services.uow.run(actor, async (tx) => ({
		drive: await driveOfSchool(tx, actor, id),
		counts: await tx.driveEntries.countsOf(id),
		invitations: await tx.driveInvitations.ofDrive(id),
	}));
	const volunteers = await namedVolunteers(services, actor, id, counts);
	const key = await currentKey(services, drive.schoolCode).catch((error: unknown) => {
		// Without a master key the drive is still to be seen.
		if (error instanceof RefusalError) return null;
		throw error;
	});
	return {
		drive: viewDrive(drive),
		nowMs,
		colleges: byCollege(drive, counts),
		afterRevocation: sumOf(counts.filter(({ isAfterRevocation }) => isAfterRevocation)),
		invitations: invitations.map((row) => viewInvitation(row, nowMs)),
		volunteers,
		key: key && { keyId: key.id, createdAtMs: key.createdAtMs },
	};
}

type Counts = Awaited<ReturnType<Tx['driveEntries']['countsOf']>>;

const sumOf = (counts: Counts) => counts.reduce((sum, { count }) => sum + count, 0);

const declaredStates: ReadonlySet<EnrollmentState | null> = new Set([
	'declared',
	'returned',
	'approved',
	'rejected',
	// The person has declared by themselves, by another form.
	'superseded',
]);

/** Goals first, in the school's order; then what came in for a college without one. */
export function byCollege({ goals }: DriveRow, counts: Counts): CollegeCount[] {
	const goalByCollege = new Map(goals.map(({ college, count }) => [college, count]));
	const others = [...new Set(counts.map(({ college }) => college))].filter(
		(name) => !goalByCollege.has(name),
	);
	return [...goalByCollege.keys(), ...others.sort()].map((college) => {
		const own = counts.filter((each) => each.college === college);
		return {
			college,
			goal: goalByCollege.get(college) ?? null,
			handedOver: sumOf(own),
			declared: sumOf(own.filter(({ state }) => declaredStates.has(state))),
		};
	});
}

function viewInvitation(row: InvitationRow, nowMs: number): DriveInvitation {
	const { id, uses, used, createdAtMs, expiresAtMs } = row;
	const standing = used >= uses ? 'used-up' : expiresAtMs <= nowMs ? 'expired' : 'open';
	return {
		id,
		uses,
		used,
		createdAtMs,
		expiresAtMs,
		state: row.revokedAtMs === null ? standing : 'revoked',
	};
}

type Unnamed = Omit<DriveVolunteer, 'name' | 'phoneTail'>;

async function readVolunteers(tx: Tx, driveId: string, counts: Counts) {
	const assignments = await tx.driveAssignments.ofDrive(driveId);
	const contacts = await tx.driveContacts.ofDrive(driveId);
	const volunteers = assignments.map(({ id, joinedAtMs, revokedAtMs }): Unnamed => ({
		assignmentId: id,
		joinedAtMs,
		revokedAtMs,
		handedOver: sumOf(counts.filter(({ assignmentId }) => assignmentId === id)),
		devices: contacts
			.filter(({ assignmentId }) => assignmentId === id)
			.map(({ deviceId, lastContactMs, unsent }) => ({ id: deviceId, lastContactMs, unsent })),
	}));
	return { assignments, volunteers };
}

/** Of a drive of the administrator's school, oldest first. */
export async function namedVolunteers(
	services: Services,
	actor: AccountActor,
	driveId: string,
	counts: Counts,
): Promise<DriveVolunteer[]> {
	const { assignments, volunteers } = await services.uow.run(actor, (tx) =>
		readVolunteers(tx, driveId, counts),
	);
	return withNames(services, assignments, volunteers);
}

/** Whose an account is, is the product's to read; the school is told of its own volunteers. */
async function withNames(
	services: Services,
	assignments: AssignmentRow[],
	volunteers: Unnamed[],
): Promise<DriveVolunteer[]> {
	return services.uow.run({ kind: 'system' }, async (tx) => {
		const named: DriveVolunteer[] = [];
		for (const [i, volunteer] of volunteers.entries()) {
			const { accountId } = assignments[i]!;
			const person = await tx.persons.findByAccount(accountId);
			const account = await tx.accounts.findById(accountId);
			named.push({ ...volunteer, name: person?.name ?? null, phoneTail: account?.phone.slice(-4) ?? '' });
		}
		return named;
	});
}
