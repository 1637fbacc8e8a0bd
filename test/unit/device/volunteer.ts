/** A volunteer's phone for tests: the real rooms, an open vault, and the server's answer about one drive. */
import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import type { DeviceDrives } from '#lib/device/sealing/drive-store.ts';
import type { LocalDrive, StubStanding } from '#lib/device/sealing/drive-watch.ts';
import type { DriveKit } from '#shared/protocol/drive.ts';
import { unpackDraft } from '#shared/protocol/draft-unpack.ts';
import { sealAad, sealInfo, sealingAlgorithm, type SealedDraft } from '#shared/protocol/sealed-draft.ts';
import { base64urlToBytes, bytesToBase64url } from '#shared/std/base64url.ts';
import { anAccount, aPhone, type Phone } from './phone.ts';

export const driveId = '0193a000-0000-7000-8000-00000000d001';
export const passphrase = '操场边的三棵银杏树和一只猫';
export const leaseMs = 72 * 3_600_000;

const suite = new CipherSuite({
	kem: new DhkemX25519HkdfSha256(),
	kdf: new HkdfSha256(),
	aead: new Aes256Gcm(),
});

/** A school's pair of keys: what its server alone can open. */
export async function aSchoolKey(keyId = 'key-1') {
	const pair = await suite.kem.generateKeyPair();
	const publicKey = new Uint8Array(await suite.kem.serializePublicKey(pair.publicKey));
	const open = async (sealed: SealedDraft, recordId: string) => {
		const { keyId: of, enc, ciphertext, consentHash } = sealed;
		const plain = await suite.open(
			{ recipientKey: pair.privateKey, enc: base64urlToBytes(enc).buffer, info: sealInfo() },
			base64urlToBytes(ciphertext),
			sealAad(of, recordId, consentHash),
		);
		return unpackDraft(new Uint8Array(plain), sealed);
	};
	return { key: { keyId, alg: sealingAlgorithm, publicKey: bytesToBase64url(publicKey) }, open };
}

export type SchoolKey = Awaited<ReturnType<typeof aSchoolKey>>;

export function aKit(key: SchoolKey['key'], part: Partial<DriveKit> = {}): DriveKit {
	const nowMs = Date.UTC(2026, 9, 15);
	return {
		drive: {
			id: driveId,
			schoolCode: 'kust',
			schemeId: 'yunnan-kunming-2023',
			title: '新生参保',
			place: '体育馆',
			day: '2022-10-15',
			goals: [{ college: '信息工程学院', count: 200 }],
			state: 'open',
		},
		assignmentId: '0193a000-0000-7000-8000-00000000a001',
		state: 'active',
		nowMs,
		leaseUntilMs: nowMs + leaseMs,
		key,
		...part,
	};
}

export interface Volunteer {
	phone: Phone;
	school: SchoolKey;
	drives: DeviceDrives;
}

/** Signed in, with the drive known and the vault open. */
export async function aVolunteer(phone = aPhone()): Promise<Volunteer> {
	const school = await aSchoolKey();
	await phone.device.present.signIn(anAccount());
	const vault = await phone.device.vault();
	await vault.heard([aKit(school.key)]);
	await vault.setUp(passphrase);
	return { phone, school, drives: await phone.device.drives() };
}

function first<T>(watch: (onChange: (value: T) => void) => () => void): Promise<T> {
	return new Promise((resolve) => {
		const stop = watch((value) => {
			queueMicrotask(() => stop());
			resolve(value);
		});
	});
}

/** The drive as its list shows it: forms, and what was sealed with how far each is. */
export async function seen({ drives }: Pick<Volunteer, 'drives'>) {
	const { forms, sealed } = await first<LocalDrive>((onChange) => drives.watch(driveId, onChange));
	const ids = sealed.map(({ id }) => id);
	const standings = await first<Map<string, StubStanding>>((onChange) =>
		drives.watchStandings(ids, onChange),
	);
	return { drafts: forms, stubs: sealed.map((line) => ({ ...line, ...standings.get(line.id)! })) };
}
