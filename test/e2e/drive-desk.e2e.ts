/**
 * 集中参保活动 at the school, on a desk and on a phone: opened, volunteers invited by a code, counts as phones hand over,
 * revoked, ended. What the volunteers' phones do is sent by hand here, sealed as they seal it.
 */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { DriveKits, type DriveKit } from '#shared/protocol/drive.ts';
import { protocolVersion } from '#shared/protocol/version.ts';
import { systemClock, systemRandom } from '#shared/std/clock.ts';
import { newId } from '#shared/std/id.ts';
import { expectNoFaultsInAnyLook } from '../support/axe.ts';
import { aWholeDraft, sealedHandOver, undertaking } from '../support/drive-flow.ts';
import { aDesk, aPhone, openHouse } from '../support/e2e-house.ts';
import { signInAt } from '../support/journeys.ts';
import { Caller } from '../support/server-under-test.ts';

const house = openHouse({ desk: aDesk, small: aPhone });
const school = '19000000013';
const volunteer = '19000000012';
const device = newId(systemClock, systemRandom);

const rowOf = (page: Page, college: string) => page.getByRole('row').filter({ hasText: college });
const cells = async (page: Page, college: string) =>
	(await rowOf(page, college).getByRole('cell').allInnerTexts()).slice(1);
const confirm = (page: Page, name: string) =>
	page.getByRole('alertdialog').getByRole('button', { name, exact: true }).click();

let link = '';
let caller: Caller;
let kit: DriveKit;
let sequence = 1;

/** As the volunteer's phone does: one exchange, with what it still holds. */
async function send(mutations: object[], unsent: number) {
	const body = {
		...{ version: protocolVersion, device, firstSequence: sequence, mutations, cursor: null },
		unsent: { records: unsent, files: 0 },
	};
	const reply = await caller.mutate('sync.exchange', body, { origin: house.app.url });
	sequence += mutations.length;
	return (reply.data as { results: { status: string }[] }).results.map(({ status }) => status);
}

describe('a drive', () => {
	it('is opened with goals by college, after what is missing was said', async () => {
		const { page, context } = house.desk;
		await context.grantPermissions(['clipboard-read', 'clipboard-write']);
		await signInAt(page, house.app, { phone: school, next: '/office' });
		await page.getByRole('link', { name: /集中参保活动/ }).click();
		await page.getByRole('link', { name: /新生集中参保（演示）/ }).waitFor();
		await page.getByRole('link', { name: '开一个活动' }).click();
		await page.getByRole('button', { name: '开始活动' }).click();
		expect(await page.getByText('请填写').count()).toBe(2);
		await page.getByLabel('活动名称').fill('2022级新生集中参保');
		await page.getByLabel('地点').fill('呈贡校区体育馆一层');
		await page.getByLabel(/各学院目标人数/).fill('临床医学院 120\n药学院');
		await page.getByText('第 2 行没有看懂人数').waitFor();
		await page.getByLabel(/各学院目标人数/).fill('临床医学院 120\n药学院 4');
		await page.getByText('2 个学院，共 124 人').waitFor();
		await expectNoFaultsInAnyLook(page);
		await page.getByRole('button', { name: '开始活动' }).click();
		await page.getByRole('heading', { name: '2022级新生集中参保', level: 1 }).waitFor();
		await page.getByText('2022-10-15 · 呈贡校区体育馆一层').waitFor();
		expect(await cells(page, '药学院')).toEqual(['0', '4', '0']);
	});

	it('invites by a code that is shown once, whose token no server’s log has', async () => {
		const { page } = house.desk;
		await page.getByLabel('可加入人数').fill('0');
		await page.getByText('请填 1 到 200 的整数').waitFor();
		await page.getByLabel('可加入人数').fill('3');
		await page.getByRole('button', { name: '生成邀请二维码' }).click();
		await page.getByRole('img', { name: '加入活动的二维码' }).waitFor();
		await page.getByText('已加入 0 / 3 人').waitFor();
		await page.getByRole('button', { name: '复制邀请链接' }).click();
		link = await page.evaluate(() => navigator.clipboard.readText());
		expect(link).toMatch(new RegExp(`^${house.app.url}/drive/join#t=[A-Za-z0-9_-]{22}$`));
		await expectNoFaultsInAnyLook(page);
		await page.reload();
		await page.getByText('已加入 0 / 3 人').waitFor();
		expect(await page.getByRole('img', { name: '加入活动的二维码' }).count()).toBe(0);
	});

	it('shows volunteers and their phones as they come, and counts by college as they hand over', async () => {
		const { page } = house.desk;
		const head = { origin: house.app.url };
		caller = new Caller(house.app.url);
		await caller.mutate('account.requestCode', { phone: volunteer, purpose: 'sign-in' }, head);
		const code = await house.app.codeFor(volunteer);
		await caller.mutate('account.signInWithCode', { phone: volunteer, code }, head);
		const token = new URL(link).hash.slice('#t='.length);
		kit = (await caller.mutate('drive.join', { token, undertaking }, head)).data as DriveKit;
		expect(await send([], 3)).toEqual([]);
		const drafts = await Promise.all(
			['药学院', '药学院', '外语学院'].map(async (college) =>
				sealedHandOver(kit, newId(systemClock, systemRandom), await aWholeDraft({ college })),
			),
		);
		expect(await send(drafts.slice(0, 1), 2)).toEqual(['applied']);
		// The page asks by itself.
		await page.getByText('手机尾号 0012').waitFor();
		await page
			.getByText(/最近联系 .* · 未上传 2/)
			.first()
			.waitFor();
		await expect.poll(() => cells(page, '药学院')).toEqual(['1', '4', '0']);
		expect(await send(drafts.slice(1), 0)).toEqual(['applied', 'applied']);
		await expect.poll(() => cells(page, '外语学院')).toEqual(['1', '未定', '0']);
		await page.getByText(/没有未上传的/).waitFor();
		expect(await page.getByText('测试甲').count()).toBe(0);
		await expectNoFaultsInAnyLook(page);
		expect(house.app.log()).not.toContain(token);
	});

	it('sends a volunteer away in one tap; what that phone still held is taken, and said', async () => {
		const { page } = house.desk;
		await page.getByRole('button', { name: '取消资格：手机尾号 0012' }).click();
		await confirm(page, '取消资格');
		await page.getByText(/已取消资格，手机下次联网时清除/).waitFor();
		await page.getByText(/^\d\d-\d\d \d\d:\d\d 已取消资格$/).waitFor();
		const { data } = await caller.query('drive.mine', undefined);
		expect(DriveKits.parse(data)).toMatchObject([{ state: 'revoked' }]);
		const late = await sealedHandOver(kit, newId(systemClock, systemRandom), await aWholeDraft());
		expect(await send([late], 0)).toEqual(['applied']);
		await page.getByText(/其中 1 份是取消志愿者资格之后才传上来的/).waitFor();
	});

	it('tells afterwards how long it took and which phones hold something, as pictures, tables and files', async () => {
		const { page } = house.desk;
		await page.getByRole('link', { name: /^活动报告/ }).click();
		await page.getByRole('heading', { name: '活动报告', level: 1 }).waitFor();
		await page.getByText('0 分 52 秒').first().waitFor();
		await page.getByRole('row', { name: /^不到 1 分钟 4$/ }).waitFor();
		await page.getByRole('row', { name: /^手机尾号 0012 .*已取消资格.* 4 0 分 52 秒 1 / }).waitFor();
		await page.getByText('没有被退回的。').waitFor();
		const coming = page.waitForEvent('download');
		await page.getByRole('button', { name: '导出 CSV' }).last().click();
		const file = await coming;
		expect(file.suggestedFilename()).toBe('2022-10-15 志愿者和手机.csv');
		const text = readFileSync(await file.path(), 'utf8');
		expect(text).toMatch(
			/^\uFEFF志愿者,已收到,每人用时（中位数）,手机数,最近联系,手机里未上传\r\n手机尾号 0012/,
		);
		expect(text).toMatch(/,4,0 分 52 秒,1,[^,]+,0\r\n$/);
		await expectNoFaultsInAnyLook(page);
	});

	it('reads and works on a phone of 390 pixels', async () => {
		const { page } = house.small;
		await signInAt(page, house.app, { phone: school, next: '/office/drives' });
		await page.getByText('已收到 4 / 目标 124 · 志愿者 0 人').waitFor();
		await expectNoFaultsInAnyLook(page);
		await page.getByRole('link', { name: /2022级新生集中参保/ }).click();
		await page.getByRole('heading', { name: '2022级新生集中参保', level: 1 }).waitFor();
		await page.getByRole('button', { name: /^收回 .* 发出的邀请$/ }).click();
		await confirm(page, '收回');
		await page.getByText('邀请已收回。').waitFor();
		const before = await page.getByText(/^编号 /).innerText();
		await page.getByRole('button', { name: '换新密钥' }).click();
		await confirm(page, '换新密钥');
		await page.getByText('已换新密钥。').waitFor();
		await expect.poll(() => page.getByText(/^编号 /).innerText()).not.toBe(before);
		await expectNoFaultsInAnyLook(page);
		await page.getByRole('button', { name: '结束活动' }).click();
		await confirm(page, '结束活动');
		await page.getByText('活动已结束。').waitFor();
		await page.getByRole('button', { name: '生成邀请二维码' }).waitFor({ state: 'detached' });
		await page.getByText('已结束', { exact: true }).waitFor();
	});
});
