import type { VolunteerPort } from '#lib/app/drive/ports.ts';
import { DriveKit, DriveKits, InvitationCard } from '#shared/protocol/drive.ts';
import { RosterPage } from '#shared/protocol/drive-roster.ts';
import { checked } from './checked-answer.ts';
import { createClient } from './client.ts';

/** A volunteer's drives: online, loaded with their screens. */
export function volunteerWire() {
	const { drive } = createClient();
	return {
		invitation: (token: string) => checked(InvitationCard, () => drive.invitation.mutate({ token })),
		join: (input: Parameters<VolunteerPort['join']>[0]) => checked(DriveKit, () => drive.join.mutate(input)),
		rosterPage: (driveId: string, after: string | null) =>
			checked(RosterPage, () => drive.takeRoster.mutate({ driveId, after })),
		mine: () => checked(DriveKits, () => drive.mine.query()),
	};
}
