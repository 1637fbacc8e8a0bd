/** A person learns of what happens to their enrollment without looking: in the app, on its icon, by message, by push. */
import { enrollmentContentHash } from '#shared/domain/enrollment/content.ts';
import { changchun2023 as changchun } from '#shared/policy/changchun-2023/scheme.ts';
import { protocolVersion } from '#shared/protocol/version.ts';
import type { NoticeView } from '#shared/protocol/view.ts';
import { systemClock, systemRandom } from '#shared/std/clock.ts';
import { newId } from '#shared/std/id.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anApplicant } from '../support/applicant.ts';
import { aDesk, aWholePhone, openHouse } from '../support/e2e-house.ts';
import { signInWithCode, signOut } from '../support/enrollment-flow.ts';
import { completeFields, consent, edit } from '../support/flow-world.ts';
import { openReview, signInAt, submittedBy } from '../support/journeys.ts';
import { wholeCopy } from '../support/offline-copy.ts';
import { startPushReceiver } from '../support/push-receiver/start.ts';
import { Caller } from '../support/server-under-test.ts';

const receiver = await startPushReceiver();
const house = openHouse({ phone: aWholePhone, desk: aDesk }, { PUSH_TEST_ORIGIN: receiver.origin });
afterAll(() => receiver.stop());

const first = anApplicant();
const second = anApplicant({ school: 'cc-demo-university' });
const feeWords = /350|320/;
let enrollment = '';
let browser: Awaited<ReturnType<typeof receiver.subscribe>>;

beforeAll(async () => {
	browser = await receiver.subscribe();
	const { context } = house.phone;
	await context.grantPermissions(['notifications'], { origin: house.app.url });
	// The number on the icon is written down as it is asked for: no test sees a home screen. The push service is
	// the browser maker's, somewhere else: this browser gets its subscription from the receiver instead.
	await context.addInitScript((made) => {
		const asked: (number | null)[] = [];
		const keep = (count: number | null) => {
			asked.push(count);
			return Promise.resolve();
		};
		Object.assign(globalThis, { askedOfIcon: asked });
		Object.assign(Navigator.prototype, {
			setAppBadge: (count: number) => keep(count),
			clearAppBadge: () => keep(null),
		});
		let held: object | null = null;
		const subscription = {
			toJSON: () => ({ endpoint: made.endpoint, keys: { p256dh: made.p256dh, auth: made.auth } }),
			unsubscribe: () => {
				held = null;
				sessionStorage.removeItem('held');
				return Promise.resolve(true);
			},
		};
		if (sessionStorage.getItem('held')) held = subscription;
		Object.assign(PushManager.prototype, {
			subscribe: () => {
				held = subscription;
				sessionStorage.setItem('held', 'yes');
				return Promise.resolve(held);
			},
			getSubscription: () => Promise.resolve(held),
		});
	}, browser);
});

const iconOf = (page: Page) =>
	page.evaluate(() => (globalThis as unknown as { askedOfIcon: (number | null)[] }).askedOfIcon.at(-1));
const bell = (page: Page, count: number) => page.getByRole('link', { name: `消息，${count} 条未读` });

async function textsTo(phone: string): Promise<string[]> {
	const answer = await fetch(`${house.app.registersUrl}/admin/sms?phone=${phone}`);
	const { messages } = (await answer.json()) as { messages: { text: string }[] };
	return messages.map(({ text }) => text).filter((text) => !text.includes('验证码'));
}

/** What of a person stands in a text. */
function personalIn(text: string, { name, idNumber, phone }: typeof first): string[] {
	const amount = feeWords.exec(text)?.[0];
	return [name, idNumber, phone, ...(amount ? [amount] : [])].filter((part) => text.includes(part));
}

/** Somebody at another device, by the server's own calls. */
async function callerOf(phone: string): Promise<Caller> {
	const caller = new Caller(house.app.url);
	const head = { origin: house.app.url };
	await caller.mutate('account.requestCode', { phone, purpose: 'sign-in' }, head);
	const code = await house.app.codeFor(phone);
	const { status } = await caller.mutate('account.signInWithCode', { phone, code }, head);
	expect(status).toBe(200);
	return caller;
}

async function exchange(caller: Caller, mutations: object[] = []) {
	const device = newId(systemClock, systemRandom);
	const request = { version: protocolVersion, device, firstSequence: 1, mutations, cursor: null };
	const reply = await caller.mutate('sync.exchange', request, { origin: house.app.url });
	expect(reply.code).toBeUndefined();
	return reply.data as { results: { code?: string }[]; changes: { kind: string; view: NoticeView }[] };
}

/** An 18-plus student of the Changchun demo school, submitted and approved: held until the school has spoken (C9). */
async function heldStudent(): Promise<void> {
	const student = await callerOf(second.phone);
	const head = { origin: house.app.url };
	const { name, idNumber } = second;
	await student.mutate('account.bindPerson', { name, idType: 'resident-id', idNumber }, head);
	const fields = { ...completeFields({ name, idNumber }), phone: second.phone, studentNumber: '2022001' };
	const record = newId(systemClock, systemRandom);
	const content = { schemeId: changchun.id, schoolCode: second.school, fields };
	const contentHash = await enrollmentContentHash(content);
	const body = { contentHash, signatureHash: null, schoolConfirmed: true };
	const { schemeId, schoolCode } = content;
	const { results } = await exchange(student, [
		edit(record, fields, { consent, schemeId, schoolCode }),
		{ kind: 'enrollment.submit', record, atMs: systemClock.nowMs(), body },
	]);
	expect(results.map(({ code }) => code)).toEqual([undefined, undefined]);
	const reviewer = await callerOf('19000000011');
	await expect
		.poll(
			async () => {
				const found = await reviewer.query('review.case', { id: record });
				const evaluationId = found.data.evaluations.at(-1).id;
				return (await reviewer.mutate('review.approve', { id: record, evaluationId }, head)).status;
			},
			// A register that answers meanwhile makes a newer evaluation.
		)
		.toBe(200);
}

describe('being told', () => {
	it('is offered by push after the submission, and not at the first visit', async () => {
		const { page } = house.phone;
		await page.goto(house.app.url);
		await page.locator('h1').waitFor();
		await wholeCopy(page);
		expect(await page.getByText('有进展时通知本机').count()).toBe(0);
		enrollment = await submittedBy(house.phone, house.app, first);
		await page.getByRole('button', { name: '打开通知' }).click();
		await page.getByText('本机会收到通知').waitFor();
		await page.getByRole('link', { name: '我的参保' }).click();
		await page.getByRole('heading', { name: '我的参保' }).waitFor();
	});

	it('comes by itself when a reviewer sends it back: on the screen, on the icon, by message and by push', async () => {
		const desk = house.desk.page;
		await openReview(house.desk, house.app);
		await desk.getByRole('link', { name: new RegExp(first.name) }).click();
		await desk.getByRole('button', { name: '不予通过' }).waitFor();
		await desk.keyboard.press('r');
		const sheet = desk.getByRole('dialog', { name: /^退回补正/ });
		await sheet.getByLabel('居住地址', { exact: false }).first().check();
		await sheet.getByLabel('补充说明').first().fill('楼号与学校名册不同');
		await sheet.getByRole('button', { name: '退回补正' }).click();
		await desk.getByText('已退回，学生会看到理由').waitFor();

		const { page } = house.phone;
		await bell(page, 1).waitFor();
		expect(await iconOf(page)).toBe(1);
		await expect.poll(() => textsTo(first.phone)).toHaveLength(1);
		const [text] = await textsTo(first.phone);
		expect(text).toContain('被退回');
		expect(personalIn(text!, first)).toEqual([]);
		// The planted fault: a text that names the person is found out.
		expect(personalIn(`${text}${first.name} ${first.idNumber} 350 元`, first)).toHaveLength(3);
		await expect.poll(() => receiver.received(browser.id)).toHaveLength(1);
		expect((await receiver.received(browser.id))[0]).toMatchObject({ payload: '{"kind":"returned"}' });
	});

	it('is marked as read without a network, stays so, and the other devices hear of it', async () => {
		const { page } = house.phone;
		await bell(page, 1).click();
		await page.getByRole('link', { name: /^登记被退回，请补正/ }).waitFor();
		await house.app.stopServer();
		await page.getByRole('button', { name: '全部标为已读' }).click();
		await page.getByText('未读', { exact: true }).waitFor({ state: 'detached' });
		await page.reload();
		await page.getByRole('link', { name: /^登记被退回，请补正/ }).waitFor();
		expect(await page.getByText('未读', { exact: true }).count()).toBe(0);
		expect(await iconOf(page)).toBe(null);
		await house.app.startServer();
		await page.reload();
		const laptop = await callerOf(first.phone);
		const notices = async () =>
			(await exchange(laptop)).changes.filter(({ kind }) => kind === 'notice').map(({ view }) => view);
		await expect.poll(notices).toMatchObject([{ kind: 'returned', readAtMs: expect.any(Number) }]);
		await page.getByRole('link', { name: /^登记被退回，请补正/ }).click();
		await page.getByText('退回补正的理由').waitFor();
		expect(new URL(page.url()).pathname).toBe(`/enrollment/${enrollment}/status`);
	});

	it('is one person’s alone: the next one on the same phone sees their own, and no push of the first comes', async () => {
		const { page } = house.phone;
		await signOut(page, house.app.url);
		await page.goto(`${house.app.url}/inbox`);
		await page.getByRole('heading', { name: '消息' }).waitFor();
		expect(await page.getByText('登记被退回').count()).toBe(0);
		await heldStudent();
		await page.goto(`${house.app.url}/sign-in?next=/inbox`);
		await signInWithCode(page, second.phone, house.app.codeFor);
		await page.getByRole('link', { name: /^登记已通过，请先不要缴费/ }).waitFor();
		expect(await page.getByText('登记被退回').count()).toBe(0);
		await bell(page, 1).waitFor();
		expect(await iconOf(page)).toBe(1);
		expect(await receiver.received(browser.id)).toHaveLength(1);
	});

	it('comes when the school has lifted the hold of a student over 18', async () => {
		const { page: desk } = house.desk;
		await signOut(desk, house.app.url);
		await signInAt(desk, house.app, { phone: '19000000015', next: '/office/school' });
		await desk.getByLabel('全选').check();
		await desk.getByRole('button', { name: '标记“已在平台登记”' }).click();
		await desk.getByRole('alertdialog').getByRole('button', { name: '已在平台登记' }).click();
		const { page } = house.phone;
		await bell(page, 2).waitFor();
		await page.getByRole('link', { name: /^现在可以缴费了/ }).click();
		await page.getByRole('heading', { name: '您还需要缴费' }).waitFor();
		// Looking at the enrollment is reading what was told of it.
		await bell(page, 2).waitFor({ state: 'detached' });
		await expect.poll(() => iconOf(page)).toBe(null);
		for (const text of await textsTo(second.phone)) expect(personalIn(text, second)).toEqual([]);
	});

	it('shows a push in words of the chosen language, and nothing that came with it', async () => {
		const { page, context } = house.phone;
		const cdp = await context.newCDPSession(page);
		const registration = new Promise<string>((resolve) =>
			cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) =>
				resolve(registrations[0]!.registrationId),
			),
		);
		await cdp.send('ServiceWorker.enable');
		const registrationId = await registration;
		const push = (data: object) =>
			cdp.send('ServiceWorker.deliverPushMessage', {
				origin: house.app.url,
				registrationId,
				data: JSON.stringify(data),
			});
		const shown = () =>
			page.evaluate(async () => {
				const found = await (await navigator.serviceWorker.ready).getNotifications();
				return found.map(({ title, body }) => `${title} ${body}`).sort();
			});
		// DevTools loses what it hands to a worker that is just being started. The same news again shows once.
		const shownAfter = async (data: object) => {
			await push(data);
			return shown();
		};
		await expect
			.poll(() => shownAfter({ kind: 'paid', name: second.name }))
			.toEqual(['参保成功 缴费结果已收到，可以查看和保存凭证。']);
		await page.goto(`${house.app.url}/account`);
		await page.getByRole('button', { name: 'Switch to English' }).click();
		await page.getByRole('heading', { name: 'My account' }).waitFor();
		await expect
			.poll(async () => (await shownAfter({ kind: 'of tomorrow' })).join())
			.toContain('News of your enrollment Open it to see.');
		expect((await shown()).join()).not.toContain(second.name);
	});
});
