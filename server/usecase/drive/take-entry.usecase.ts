import type { ErrorCode } from '#shared/errors/error-codes.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { OwnEntry } from '#shared/protocol/drive.ts';
import { sha256Hex } from '#shared/std/hash.ts';
import { countHits, limits } from '../account/limits.ts';
import type { AccountActor } from '../actor.ts';
import type { Services } from '../ports.ts';
import { isAbout } from './follow-entry.usecase.ts';

const refuse = (code: ErrorCode): never => {
	throw new RefusalError({ code });
};

/**
 * What a volunteer entered about this student, who holds the token: to be looked through, corrected and declared as a
 * draft of their own. The volunteer's entry is then set aside, as any about somebody who has declared. The token alone
 * opens nothing: the account is bound to the person that the entry is about. Asking again gives the same, until the
 * student has declared.
 *
 * Throws RefusalError `request.too-many`, `auth.not-bound`, `drive.entry-unknown` (no such token, or the volunteer's
 * phone has not sent it yet), `enrollment.not-own`, `drive.entry-settled`.
 */
export async function takeEntry(call: {
	services: Services;
	actor: AccountActor;
	token: string;
}): Promise<OwnEntry> {
	const { services, actor, token } = call;
	await countHits(services, [{ limit: limits.driveEntryByAccount, of: actor.accountId }]);
	const tokenHash = await sha256Hex(token);
	// The entry is in the volunteer's name: the product itself looks whose it is about.
	return services.uow.run({ kind: 'system' }, async (tx) => {
		const person = await tx.persons.findByAccount(actor.accountId);
		if (!person) return refuse('auth.not-bound');
		const entry = await tx.driveEntries.byToken(tokenHash);
		const row = entry && (await tx.enrollments.get(entry.enrollmentId));
		const drive = entry && (await tx.drives.get(entry.driveId));
		if (!row || !drive) return refuse('drive.entry-unknown');
		if (!isAbout(row, person)) refuse('enrollment.not-own');
		if (row.state !== 'notified') refuse('drive.entry-settled');
		await tx.audit.append({
			atMs: services.clock.nowMs(),
			actor: actor.accountId,
			act: 'drive.take-entry',
			subject: row.id,
			detail: { driveId: drive.id },
		});
		const { schemeId, schoolCode, fields } = row;
		return { id: row.id, driveTitle: drive.title, day: drive.day, schemeId, schoolCode, fields };
	});
}
