/** A drive on a volunteer's phone: joined by QR, students entered without a network, sealed, sent, revoked. */
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { DriveDetail } from '#shared/protocol/drive.ts';
import { anApplicant } from '../support/applicant.ts';
import { expectNoFaultsInAnyLook } from '../support/axe.ts';
import { aDesk, aKeptPhone, openHouse } from '../support/e2e-house.ts';
import { drawSignature, pick, signInWithCode } from '../support/enrollment-flow.ts';
import { wholeCopy } from '../support/offline-copy.ts';
import { plant } from '../support/plant.ts';
import { searchRawBytes } from '../support/profile-search.ts';
import {
	agreeAsStudent,
	asked,
	check,
	driveId,
	fill,
	openDrive,
	openVault,
	passphrase,
	seal,
	volunteerPhone,
	witness,
} from '../support/volunteer-flow.ts';

const house = openHouse({ phone: aKeptPhone, admin: aDesk });
let token = '';

beforeAll(async () => {
	token = await openDrive(house.admin.page, house.app);
});

const first = anApplicant();
const second = anApplicant({ hasIdentity: true });
const known = [first, second].flatMap(({ name, idNumber }) => [name, idNumber]);

describe('a drive on a volunteer’s phone', () => {
	it('is joined by the school’s QR; its token leaves the address, and is used after the undertaking', async () => {
		const { page } = house.phone;
		await page.goto(`${house.app.url}/drive/join#t=${token}`);
		await page.getByRole('heading', { name: '先用志愿者账号登录' }).waitFor();
		expect(page.url()).not.toContain(token);
		await page.getByRole('link', { name: '去登录' }).click();
		await signInWithCode(page, volunteerPhone, house.app.codeFor);
		await page.getByText('新生集中参保').waitFor();
		await page.getByText('保密承诺').first().waitFor();
		await expectNoFaultsInAnyLook(page);
		await page.getByRole('button', { name: '签署并加入' }).click();
		await page.getByText('作出承诺后才能加入').waitFor();
		await page.getByLabel('我已读完并作出以上承诺').check();
		await page.getByRole('button', { name: '签署并加入' }).click();
		await page.getByRole('heading', { name: '设置保险箱口令' }).waitFor();
	});

	it('opens with a passphrase that is long enough', async () => {
		const { page } = house.phone;
		await expectNoFaultsInAnyLook(page);
		await page.getByLabel('口令', { exact: true }).fill('太短了');
		await page.getByRole('button', { name: '设置并打开' }).click();
		await page.getByText('还不够 12 个字符').waitFor();
		await page.getByLabel('口令', { exact: true }).fill(passphrase);
		await page.getByLabel('再输一次口令').fill(passphrase);
		await page.getByRole('button', { name: '设置并打开' }).click();
		await page.getByRole('heading', { name: '新生集中参保', level: 1 }).waitFor();
		await wholeCopy(page);
	});

	it('takes one student after another without a network, and seals each', async () => {
		const { page } = house.phone;
		await house.app.stopServer();
		await page.getByRole('button', { name: '下一位同学' }).click();
		await expectNoFaultsInAnyLook(page);
		await agreeAsStudent(page);
		await pick(page, '临床医学院');
		await expectNoFaultsInAnyLook(page);
		await fill(page, first);
		await check(page);
		await expectNoFaultsInAnyLook(page);
		await seal(page);
		await page.getByRole('button', { name: '下一位同学' }).click();
		await agreeAsStudent(page);
		expect(await page.getByRole('radio', { name: '临床医学院' }).isChecked()).toBe(true);
		await fill(page, second);
		await check(page);
		await page.getByRole('button', { name: '确认并封存' }).click();
		await page.getByText('请先在虚线框中签名').waitFor();
		await drawSignature(page);
		await seal(page);
		await page.getByRole('link', { name: '返回活动' }).last().click();
		await page.getByText('2 / 100 人').waitFor();
		await expectNoFaultsInAnyLook(page);
	});

	it('warns of the same student before anything is sealed twice', async () => {
		const { page } = house.phone;
		await page.getByRole('button', { name: '下一位同学' }).click();
		await agreeAsStudent(page);
		await page.getByLabel('证件号').fill(first.idTyped);
		await page.getByLabel('姓名').fill('又一次');
		await page.getByText('本机已经封存过同一个证件号').waitFor();
		await page.getByRole('button', { name: '不填了，删除这一份' }).click();
		await page.getByRole('alertdialog').getByRole('button', { name: '删除' }).click();
		await page.getByText('2 / 100 人').waitFor();
	});

	it('is locked by switching away, and opens with its passphrase alone', async () => {
		const { page } = house.phone;
		await page.evaluate(() => {
			Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
			document.dispatchEvent(new Event('visibilitychange'));
			Reflect.deleteProperty(document, 'visibilityState');
		});
		await page.getByRole('heading', { name: '保险箱已锁' }).waitFor();
		await expectNoFaultsInAnyLook(page);
		await openVault(page, `${passphrase}吗`);
		await page.getByText('口令不对').waitFor();
		await openVault(page);
		await page.getByText('2 / 100 人').waitFor();
	});

	it('keeps nothing readable on the disk, before sealing and after', async () => {
		const { page } = house.phone;
		await page.getByRole('button', { name: '下一位同学' }).click();
		await agreeAsStudent(page);
		await page.getByLabel('姓名').fill('还没封存的人');
		await page.locator('[data-save=saved]').waitFor();
		await house.phone.restart();
		const needles = [...known, '还没封存的人', '呈贡校区 3 栋', witness, passphrase];
		expect(searchRawBytes(house.phone.profile, needles)).toEqual([]);
		await plant(house.phone, house.app.url, '明文对照');
		await house.phone.restart();
		expect(searchRawBytes(house.phone.profile, ['明文对照']).length).toBeGreaterThan(0);
	});

	it('killed in the middle of sealing, has the form or all of it sealed, and nothing readable', async () => {
		const ends = new Set<string>();
		for (const [n, afterMs] of [0, 15, 400].entries()) {
			const { page } = house.phone;
			await page.goto(`${house.app.url}/drive/${driveId}`);
			await openVault(page);
			const sealedBefore = await sealedHere(page);
			await page.getByRole('button', { name: '下一位同学' }).click();
			await agreeAsStudent(page);
			const who = anApplicant({ name: `半途${'甲乙丙'[n]!}` });
			await fill(page, who);
			await check(page);
			await page.getByLabel(/我是本人，以上内容我都看过/).check();
			await page.getByLabel('见证人姓名').fill(witness);
			await page.getByRole('button', { name: '确认并封存' }).click({ noWaitAfter: true });
			await new Promise((resolve) => setTimeout(resolve, afterMs));
			await crash(page);
			await house.phone.restart();
			expect(searchRawBytes(house.phone.profile, [who.name, who.idNumber])).toEqual([]);
			const { page: reopened } = house.phone;
			await reopened.goto(`${house.app.url}/drive/${driveId}`);
			await openVault(reopened);
			const isSealed = (await sealedHere(reopened)) > sealedBefore;
			const forms = await reopened.getByText(who.name).count();
			expect(forms).toBe(isSealed ? 0 : 1);
			ends.add(isSealed ? 'sealed' : 'form');
		}
		expect(ends).toContain('sealed');
	});

	it('sends what was sealed once there is a network, with the vault locked', async () => {
		const { page } = house.phone;
		const sealed = await sealedHere(page);
		await house.app.startServer();
		await page.goto(`${house.app.url}/drive/${driveId}`);
		await page.getByRole('heading', { name: '保险箱已锁' }).waitFor();
		await expect.poll(async () => (await driveAtSchool()).handedOver).toEqual([['临床医学院', sealed]]);
		await openVault(page);
		await expect.poll(() => page.getByText('待本人确认').count()).toBe(sealed);
		await page.getByText('还没封存的人').waitFor();
	});

	it('is wiped at first contact after the school revoked it', async () => {
		const { page } = house.phone;
		await asked(house.admin.page, 'drive.revoke', {
			driveId,
			assignmentId: (await driveAtSchool()).assignmentId,
		});
		await page.reload();
		await page.getByRole('heading', { name: '您在这次活动的授权已撤销' }).waitFor();
		await expectNoFaultsInAnyLook(page);
		const rows = await page.evaluate(
			() =>
				new Promise<number>((resolve, reject) => {
					const opening = indexedDB.open('campuscover');
					opening.onerror = () => reject(opening.error!);
					opening.onsuccess = () => {
						const names = ['lock', 'driveDraft', 'stub'];
						const reading = opening.result.transaction(names);
						const counts = names.map((name) => reading.objectStore(name).count());
						reading.oncomplete = () => resolve(counts.reduce((sum, { result }) => sum + result, 0));
					};
				}),
		);
		expect(rows).toBe(0);
	});
});

/** Of the first college, as the drive's page counts. */
async function sealedHere(page: Page): Promise<number> {
	const words = await page
		.getByText(/^\d+ \/ 100 人$/)
		.first()
		.textContent();
	return Number(words!.split(' ')[0]);
}

/** The page's process dies, as when a phone needs the memory. */
async function crash(page: Page): Promise<void> {
	const devtools = await page.context().newCDPSession(page);
	const isDead = page.waitForEvent('crash');
	void devtools.send('Page.crash').catch(() => undefined);
	await isDead;
}

async function driveAtSchool() {
	const detail = await house.admin.page.evaluate(async (id) => {
		const input = encodeURIComponent(JSON.stringify({ id }));
		const reply = await fetch(`/api/trpc/drive.read?input=${input}`);
		return ((await reply.json()) as { result: { data: DriveDetail } }).result.data;
	}, driveId);
	const handedOver = detail.colleges.flatMap(({ college, handedOver: count }) =>
		count > 0 ? [[college, count]] : [],
	);
	return { handedOver, assignmentId: detail.volunteers[0]!.assignmentId };
}
