/** A school with a drive, volunteers who joined it, and what they seal, over the real use cases. */
import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import { enrollmentContentHash } from '#shared/domain/enrollment/content.ts';
import type { DraftFields } from '#shared/domain/enrollment/fields.ts';
import { signatureHash } from '#shared/domain/signature/signature.ts';
import { yunnanKunming2023 as scheme } from '#shared/policy/yunnan-kunming-2023/scheme.ts';
import { packDraft } from '#shared/protocol/draft-pack.ts';
import type { DriveKit, SealingKey } from '#shared/protocol/drive.ts';
import {
	draftPack,
	sealAad,
	sealInfo,
	type DriveDraft,
	type SealedDraft,
} from '#shared/protocol/sealed-draft.ts';
import { protocolVersion } from '#shared/protocol/version.ts';
import type { AccountActor } from '#server/usecase/actor.ts';
import { inviteVolunteers } from '#server/usecase/drive/invite-volunteers.usecase.ts';
import { joinDrive } from '#server/usecase/drive/join-drive.usecase.ts';
import { openDrive } from '#server/usecase/drive/open-drive.usecase.ts';
import type { HandedDraft } from '#server/usecase/drive/open-sealed.ts';
import { anIdNumber } from './applicant.ts';
import { packAsBefore } from './drive-draft.ts';
import { completeFields, consent, Device, type World } from './flow-world.ts';

export const undertaking = { textVersion: '1', atMs: 1_665_800_000_000 };

export const goals = [
	{ college: '临床医学院', count: 120 },
	{ college: '药学院', count: 80 },
];

export async function aDrive(world: World, school: AccountActor, more: object = {}) {
	const plan = { schemeId: scheme.id, title: '新生集中参保', place: '体育馆一层', day: '2022-10-16', goals };
	const input = { id: world.newId(), ...plan, ...more };
	return openDrive({ services: world.services, actor: school, input });
}

export async function anInvitation(
	world: World,
	school: AccountActor,
	driveId: string,
	more: { hours?: number; uses?: number } = {},
) {
	const input = { driveId, hours: 48, uses: 5, ...more };
	return inviteVolunteers({ services: world.services, actor: school, input });
}

export function joinBy(world: World, actor: AccountActor, token: string): Promise<DriveKit> {
	return joinDrive({ services: world.services, actor, address: null, input: { token, undertaking } });
}

/** A volunteer who joined, and their phone. */
export async function aVolunteer(world: World, token: string) {
	const actor = await world.account('volunteer', 'kmmu');
	const kit = await joinBy(world, actor, token);
	return { actor, kit, device: new Device(world, actor, protocolVersion) };
}

/** What one student filled in, whole: the scheme takes it. */
export async function aWholeDraft(part: Partial<DriveDraft> = {}): Promise<HandedDraft> {
	const fields: DraftFields = part.fields ?? completeFields({ name: '测试甲', idNumber: anIdNumber() });
	const { signature = null, ...others } = part;
	const content = { schemeId: scheme.id, schoolCode: 'kmmu', fields };
	return {
		...content,
		consent,
		signature,
		signatureHash: signature && (await signatureHash(signature)),
		contentHash: await enrollmentContentHash(content),
		schoolConfirmed: true,
		college: '药学院',
		startedAtMs: 1_665_800_000_000,
		finishedAtMs: 1_665_800_052_000,
		confirmation: { kind: 'on-this-phone', witness: '李老师' },
		...others,
	};
}

const suite = new CipherSuite({
	kem: new DhkemX25519HkdfSha256(),
	kdf: new HkdfSha256(),
	aead: new Aes256Gcm(),
});

const text = (bytes: ArrayBuffer) => Buffer.from(new Uint8Array(bytes)).toString('base64url');

async function sealingFor({ publicKey }: Pick<SealingKey, 'publicKey'>) {
	const raw = new Uint8Array(Buffer.from(publicKey, 'base64url'));
	const recipientPublicKey = await suite.kem.deserializePublicKey(raw);
	return suite.createSenderContext({ recipientPublicKey, info: sealInfo() });
}

/** As the phone does, of this text that was consented to; `bytes` in the place of a packed draft. */
export async function sealFor(
	{ keyId, alg, publicKey }: SealingKey,
	record: string,
	bytes: Uint8Array<ArrayBuffer>,
	consentHash = consent.textHash,
): Promise<SealedDraft> {
	const sealing = await sealingFor({ publicKey });
	const ciphertext = text(await sealing.seal(bytes, sealAad(keyId, record, consentHash)));
	return { alg, keyId, pack: draftPack, consentHash, enc: text(sealing.enc), ciphertext };
}

export function handOverOf(kit: DriveKit, record: string, sealed: SealedDraft) {
	const body = { driveId: kit.drive.id, assignmentId: kit.assignmentId, sealed };
	return { kind: 'drive.hand-over', record, atMs: 1_665_800_060_000, body };
}

export async function sealedHandOver(kit: DriveKit, record: string, draft: DriveDraft) {
	const sealed = await sealFor(kit.key, record, packDraft(draft), draft.consent.textHash);
	return handOverOf(kit, record, sealed);
}

/** As phones of before did: the content's hash and the consent's are in what is sealed. */
export async function sealedAsBefore(kit: DriveKit, record: string, draft: HandedDraft) {
	const { keyId, alg } = kit.key;
	const sealing = await sealingFor(kit.key);
	const ciphertext = text(await sealing.seal(packAsBefore(draft), sealAad(keyId, record)));
	const sealed = { alg, keyId, pack: 'deflate-dict-1', enc: text(sealing.enc), ciphertext };
	return handOverOf(kit, record, sealed);
}
