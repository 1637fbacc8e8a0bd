import {
	DriveInput,
	InvitationInput,
	InviteInput,
	JoinDriveInput,
	OpenDriveInput,
	RevokeAssignmentInput,
	RevokeInvitationInput,
	TakeEntryInput,
} from '#shared/protocol/drive.ts';
import { EntryInput } from '#shared/protocol/drive-entry.ts';
import { DropHelperInput, NameHelpersInput } from '#shared/protocol/drive-helper.ts';
import { ChooseRosterInput, TakeRosterInput } from '#shared/protocol/drive-roster.ts';
import { chooseRoster, readRosterChoice } from '#server/usecase/drive/choose-roster.usecase.ts';
import { followEntry, withdrawEntry } from '#server/usecase/drive/follow-entry.usecase.ts';
import { inviteVolunteers, revokeInvitation } from '#server/usecase/drive/invite-volunteers.usecase.ts';
import { joinDrive, readInvitation } from '#server/usecase/drive/join-drive.usecase.ts';
import { dropHelper, nameHelpers, readHelpers } from '#server/usecase/drive/name-helpers.usecase.ts';
import { closeDrive, openDrive } from '#server/usecase/drive/open-drive.usecase.ts';
import { readDrive, readDrives } from '#server/usecase/drive/read-drives.usecase.ts';
import { readOwnKits } from '#server/usecase/drive/read-kits.usecase.ts';
import { readReport } from '#server/usecase/drive/read-report.usecase.ts';
import { revokeAssignment } from '#server/usecase/drive/revoke-assignment.usecase.ts';
import { rotateSchoolKey } from '#server/usecase/drive/rotate-school-key.usecase.ts';
import { takeRoster } from '#server/usecase/drive/take-roster.usecase.ts';
import { takeEntry } from '#server/usecase/drive/take-entry.usecase.ts';
import { router, signedInProcedure } from './trpc.ts';

export const driveRouter = router({
	open: signedInProcedure
		.input(OpenDriveInput)
		.mutation(({ ctx, input }) => openDrive({ services: ctx.services, actor: ctx.actor, input })),

	close: signedInProcedure
		.input(DriveInput)
		.mutation(({ ctx, input }) => closeDrive({ services: ctx.services, actor: ctx.actor, id: input.id })),

	list: signedInProcedure.query(({ ctx }) => readDrives({ services: ctx.services, actor: ctx.actor })),

	read: signedInProcedure
		.input(DriveInput)
		.query(({ ctx, input }) => readDrive({ services: ctx.services, actor: ctx.actor, id: input.id })),

	report: signedInProcedure
		.input(DriveInput)
		.query(({ ctx, input }) => readReport({ services: ctx.services, actor: ctx.actor, id: input.id })),

	invite: signedInProcedure
		.input(InviteInput)
		.mutation(({ ctx, input }) => inviteVolunteers({ services: ctx.services, actor: ctx.actor, input })),

	revokeInvitation: signedInProcedure
		.input(RevokeInvitationInput)
		.mutation(({ ctx, input }) => revokeInvitation({ services: ctx.services, actor: ctx.actor, ...input })),

	revoke: signedInProcedure
		.input(RevokeAssignmentInput)
		.mutation(({ ctx, input }) => revokeAssignment({ services: ctx.services, actor: ctx.actor, ...input })),

	rosterChoice: signedInProcedure
		.input(DriveInput)
		.query(({ ctx, input }) =>
			readRosterChoice({ services: ctx.services, actor: ctx.actor, driveId: input.id }),
		),

	chooseRoster: signedInProcedure
		.input(ChooseRosterInput)
		.mutation(({ ctx, input }) => chooseRoster({ services: ctx.services, actor: ctx.actor, input })),

	/** Written down with each page: who has whose data on a phone. */
	takeRoster: signedInProcedure
		.input(TakeRosterInput)
		.mutation(({ ctx, input }) => takeRoster({ services: ctx.services, actor: ctx.actor, ...input })),

	helpers: signedInProcedure
		.input(DriveInput)
		.query(({ ctx, input }) => readHelpers({ services: ctx.services, actor: ctx.actor, driveId: input.id })),

	nameHelpers: signedInProcedure
		.input(NameHelpersInput)
		.mutation(({ ctx, input }) => nameHelpers({ services: ctx.services, actor: ctx.actor, ...input })),

	dropHelper: signedInProcedure
		.input(DropHelperInput)
		.mutation(({ ctx, input }) => dropHelper({ services: ctx.services, actor: ctx.actor, ...input })),

	rotateKey: signedInProcedure.mutation(({ ctx }) =>
		rotateSchoolKey({ services: ctx.services, actor: ctx.actor }),
	),

	/** Changes nothing; but what a GET asks stands in its address, and this is a token. */
	invitation: signedInProcedure.input(InvitationInput).mutation(({ ctx, input }) =>
		readInvitation({
			services: ctx.services,
			actor: ctx.actor,
			address: ctx.request.caller.address,
			token: input.token,
		}),
	),

	join: signedInProcedure.input(JoinDriveInput).mutation(({ ctx, input }) =>
		joinDrive({
			services: ctx.services,
			actor: ctx.actor,
			address: ctx.request.caller.address,
			input,
		}),
	),

	/** What a volunteer entered about the student who asks; a token, and so no GET. */
	takeEntry: signedInProcedure
		.input(TakeEntryInput)
		.mutation(({ ctx, input }) =>
			takeEntry({ services: ctx.services, actor: ctx.actor, token: input.token }),
		),

	/** How far what a volunteer entered about the student who asks is. Written down, and so no GET. */
	followEntry: signedInProcedure
		.input(EntryInput)
		.mutation(({ ctx, input }) => followEntry({ services: ctx.services, actor: ctx.actor, ...input })),

	withdrawEntry: signedInProcedure
		.input(EntryInput)
		.mutation(({ ctx, input }) => withdrawEntry({ services: ctx.services, actor: ctx.actor, ...input })),

	/** What a volunteer's phone keeps of its drives. */
	mine: signedInProcedure.query(({ ctx }) => readOwnKits({ services: ctx.services, actor: ctx.actor })),
});
