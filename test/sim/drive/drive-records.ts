/** Who is there in a day of a drive, and what is looked at of it. */
import type { DraftFields } from '#shared/domain/enrollment/fields.ts';
import type { DriveKit } from '#shared/protocol/drive.ts';
import type { AccountActor } from '#server/usecase/actor.ts';
import type { Services, Tx } from '#server/usecase/ports.ts';
import type { Device } from '../../support/flow-world.ts';
import type { TablePhone } from './table-phone.ts';

export const witness = '见证人周周';

export interface DayStudent {
	fields: DraftFields;
	/** Null: they have none, and nothing is ever declared of them. */
	own: { actor: AccountActor; device: Device; record: string | null } | null;
}

export interface Volunteer {
	actor: AccountActor;
	kit: DriveKit;
	phones: TablePhone[];
	isRevoked: boolean;
}

export interface Sealed {
	id: string;
	volunteer: Volunteer;
	student: DayStudent;
	/** The office had it when the volunteer was revoked; null: sealed after that, or nobody was. */
	wasThere: boolean | null;
}

export interface Finding {
	invariant: string;
	words: string;
}

export interface PlayedDay {
	readonly services: Services;
	readonly school: AccountActor;
	readonly driveId: string;
	readonly sealed: Sealed[];
	readonly students: DayStudent[];
	readonly volunteers: Volunteer[];
	broken(invariant: string, words: string): void;
	asSystem<T>(look: (tx: Tx) => Promise<T>): Promise<T>;
}
