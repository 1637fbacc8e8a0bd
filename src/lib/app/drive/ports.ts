/** What the screens of a volunteer, and of who was entered, work with; loaded when a page asks. */
import type { Answer } from '#lib/app/app.ts';
import type { DeviceDrives } from '#lib/device/sealing/drive-store.ts';
import type { DeviceVault } from '#lib/device/vault/vault-store.ts';
import type { EntryStatus } from '#shared/protocol/drive-entry.ts';
import type { DriveKit, InvitationCard, JoinDriveInput, OwnEntry } from '#shared/protocol/drive.ts';
import type { PreparedEntry, TakenEntry, TakePreparedInput } from '#shared/protocol/prepared.ts';

export interface VolunteerPort {
	vault: Pick<DeviceVault, keyof DeviceVault>;
	drives: Pick<DeviceDrives, keyof DeviceDrives>;
	/** Online. What an invitation is to. */
	invitation(token: string): Answer<InvitationCard>;
	/** Online. The kit is on this phone when it resolves. */
	join(input: JoinDriveInput): Answer<DriveKit>;
	/** Online. The school's list of a drive's students, whole, is on this phone when it resolves. */
	takeRoster(driveId: string): Answer<null>;
	/** Asks the server how the drives stand; the vault hears of it. */
	contact(): Answer<null>;
}

export interface EnteredPort {
	/** Online. What a volunteer entered about the student who asks, by their QR's token. */
	take(token: string): Answer<OwnEntry>;
	/** Online. What schools have prepared for the student who asks. */
	prepared(): Answer<PreparedEntry[]>;
	takePrepared(input: TakePreparedInput): Answer<TakenEntry>;
	/** Online. How far it is, by the number on their receipt. */
	follow(id: string): Answer<EntryStatus>;
	/** Online. Takes back the consent given at the table: what was entered is deleted. */
	withdraw(id: string): Answer<null>;
}
