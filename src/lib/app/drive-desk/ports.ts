import type { Answer } from '#lib/app/app.ts';
import type { DriveHelper } from '#shared/protocol/drive-helper.ts';
import type { ChooseRosterInput, RosterChoice } from '#shared/protocol/drive-roster.ts';
import type { Drive } from '#shared/domain/drive/drive.ts';
import type {
	DriveDetail,
	DriveList,
	DriveReport,
	InviteInput,
	NewInvitation,
	OpenDriveInput,
} from '#shared/protocol/drive.ts';

/** The school’s side of drives: online only. */
export interface DriveDeskPort {
	list(): Answer<DriveList>;
	read(id: string): Answer<DriveDetail>;
	report(id: string): Answer<DriveReport>;
	/** The same id again is the same drive. */
	open(input: OpenDriveInput): Answer<Drive>;
	close(id: string): Answer<null>;
	invite(input: InviteInput): Answer<NewInvitation>;
	revokeInvitation(of: { driveId: string; id: string }): Answer<null>;
	revoke(of: { driveId: string; assignmentId: string }): Answer<null>;
	rosterChoice(driveId: string): Answer<RosterChoice>;
	chooseRoster(input: ChooseRosterInput): Answer<RosterChoice>;
	/** The owners of these phones may join with a student's account. */
	helpers(driveId: string): Answer<DriveHelper[]>;
	nameHelpers(of: { driveId: string; phones: string[] }): Answer<DriveHelper[]>;
	dropHelper(of: { driveId: string; id: string }): Answer<DriveHelper[]>;
	rotateKey(): Answer<null>;
}
