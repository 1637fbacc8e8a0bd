import { mkdtemp, readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { keepMasterKey } from '#server/adapters/master-key-file.ts';
import { createSchoolKeys } from '#server/adapters/school-keys.ts';
import type { SchoolKeyRow } from '#server/usecase/drive/ports.ts';
import type { SealedDraft } from '#shared/protocol/sealed-draft.ts';
import { utf8 } from '#shared/std/bytes.ts';
import { sealFor } from '../../../support/drive-flow.ts';
import { refusalOf } from '../../../support/flow-world.ts';

const keyId = '01890000-0000-7000-8000-000000000001';
const otherId = '01890000-0000-7000-8000-000000000002';
const record = '01890000-0000-7000-8000-00000000000a';
const master = Buffer.alloc(32, 7).toString('base64url');
const words = utf8('张三丰 530102199003074477');

async function aKey(id = keyId, schoolCode = 'kmmu'): Promise<SchoolKeyRow> {
	const made = await createSchoolKeys(master).make({ keyId: id, schoolCode });
	return { id, schoolCode, ...made, createdAtMs: 1, retiredAtMs: null };
}

const publicOf = ({ id, alg, publicKey }: SchoolKeyRow) => ({ keyId: id, alg, publicKey });

describe('the keys of schools', () => {
	let key: SchoolKeyRow;
	let sealed: SealedDraft;
	beforeAll(async () => {
		key = await aKey();
		sealed = await sealFor(publicOf(key), record, words);
	});
	const open = (what: SealedDraft, of = record, with_ = key) =>
		createSchoolKeys(master).open(with_, of, what);
	const code = async (call: Promise<unknown>) => (await refusalOf(call)).code;

	it('open what was sealed for them, in another process too', async () => {
		expect(await open(sealed)).toEqual(words);
	});

	it('two seals of the same are not alike, and neither shows what is in it', async () => {
		const again = await sealFor(publicOf(key), record, words);
		expect(again.ciphertext).not.toBe(sealed.ciphertext);
		for (const each of [sealed, again]) {
			expect(Buffer.from(each.ciphertext, 'base64url').includes('张三丰')).toBe(false);
		}
	});

	it('do not open what was sealed for another key, or says another key’s name', async () => {
		const other = await aKey(otherId);
		expect(await code(open(sealed, record, other))).toBe('drive.not-opened');
		expect(await code(open({ ...sealed, keyId: otherId }))).toBe('drive.not-opened');
	});

	it('do not open what was laid under another record', async () => {
		expect(await code(open(sealed, '01890000-0000-7000-8000-00000000000b'))).toBe('drive.not-opened');
	});

	it.each(['enc', 'ciphertext'] as const)('do not open after any one bit of `%s` changed', async (part) => {
		const bytes = Buffer.from(sealed[part], 'base64url');
		for (const at of [0, bytes.length >> 1, bytes.length - 1]) {
			const changed = Buffer.from(bytes);
			changed[at]! ^= 1;
			const tampered = { ...sealed, [part]: changed.toString('base64url') };
			expect(await code(open(tampered)), `byte ${at}`).toBe('drive.not-opened');
		}
		expect(await code(open({ ...sealed, [part]: 'AA' }))).toBe('drive.not-opened');
	});

	it('know their suite alone', async () => {
		expect(await code(open({ ...sealed, alg: 'hpke-sm2' }))).toBe('drive.not-opened');
	});

	it('lie wrapped: no other master key opens them, nor the same one under another id or school', async () => {
		const another = createSchoolKeys(Buffer.alloc(32, 8).toString('base64url'));
		await expect(another.open(key, record, sealed)).rejects.toThrow('configured master key');
		const moved = [
			{ ...key, id: otherId },
			{ ...key, schoolCode: 'ynau' },
			{ ...key, wrappedPrivateKey: `a256gcm-9${key.wrappedPrivateKey.slice(9)}` },
		];
		for (const row of moved) await expect(open(sealed, record, row)).rejects.toThrow('school key');
		expect(key.wrappedPrivateKey).toMatch(/^a256gcm-1\./);
	});
});

it('the demo’s master key is made once, and for its owner alone to read', async () => {
	const file = join(await mkdtemp(join(tmpdir(), 'campuscover-master-')), 'key');
	const made = await keepMasterKey(file);
	expect(made).toMatch(/^[A-Za-z0-9_-]{43}$/);
	expect(await keepMasterKey(file)).toBe(made);
	expect(await readFile(file, 'utf8')).toBe(made);
	expect((await stat(file)).mode & 0o777).toBe(0o600);
});
