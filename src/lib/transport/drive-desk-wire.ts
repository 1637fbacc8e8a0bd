import type { DriveDeskPort } from '#lib/app/drive-desk/ports.ts';
import { Drive } from '#shared/domain/drive/drive.ts';
import { DriveDetail, DriveList, DriveReport, NewInvitation } from '#shared/protocol/drive.ts';
import { DriveHelpers } from '#shared/protocol/drive-helper.ts';
import { RosterChoice } from '#shared/protocol/drive-roster.ts';
import { checked } from './checked-answer.ts';
import { createClient } from './client.ts';
import { doneOf } from './refusals.ts';

/** 集中参保活动 at the school: online only, loaded with its pages. */
export function driveDeskWire(): DriveDeskPort {
	const { drive } = createClient();
	return {
		list: () => checked(DriveList, () => drive.list.query()),
		read: (id) => checked(DriveDetail, () => drive.read.query({ id })),
		report: (id) => checked(DriveReport, () => drive.report.query({ id })),
		open: (input) => checked(Drive, () => drive.open.mutate(input)),
		close: (id) => doneOf(() => drive.close.mutate({ id })),
		invite: (input) => checked(NewInvitation, () => drive.invite.mutate(input)),
		revokeInvitation: (of) => doneOf(() => drive.revokeInvitation.mutate(of)),
		revoke: (of) => doneOf(() => drive.revoke.mutate(of)),
		rosterChoice: (id) => checked(RosterChoice, () => drive.rosterChoice.query({ id })),
		chooseRoster: (input) => checked(RosterChoice, () => drive.chooseRoster.mutate(input)),
		helpers: (id) => checked(DriveHelpers, () => drive.helpers.query({ id })),
		nameHelpers: (of) => checked(DriveHelpers, () => drive.nameHelpers.mutate(of)),
		dropHelper: (of) => checked(DriveHelpers, () => drive.dropHelper.mutate(of)),
		rotateKey: () => doneOf(() => drive.rotateKey.mutate()),
	};
}
