/** The main job in one engine: filled in and signed, the server gone, the browser closed and opened again, submitted, received. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type AppUnderTest } from '../support/app-under-test.ts';
import { anApplicant } from '../support/applicant.ts';
import type { EnginePhone } from '../support/engines/screen.ts';
import {
	beginEnrollment,
	fillEnrollment,
	heading,
	signInWithCode,
	submitEnrollment,
} from '../support/enrollment-flow.ts';
import { bindAndClaim, isAccepted } from '../support/journeys.ts';
import { wholeCopy } from '../support/offline-copy.ts';

export function mainFlowIn(engine: string, openPhone: () => Promise<EnginePhone>): void {
	describe(`a student with ${engine}`, () => {
		const who = anApplicant({ hasIdentity: true });
		let app: AppUnderTest;
		let phone: EnginePhone;
		let id = '';

		async function nameInDraft(): Promise<string> {
			await phone.screen.goto(`${app.url}/enrollment/${id}`);
			await phone.screen.getByRole('link', { name: /个人信息/ }).click();
			await heading(phone.screen, '姓名和证件');
			return phone.screen.getByLabel('姓名').inputValue();
		}

		beforeAll(async () => {
			[app, phone] = await Promise.all([startApp(), openPhone()]);
		});

		afterEach(async ({ task }) => {
			if (task.result?.state !== 'fail') return;
			mkdirSync('test-results', { recursive: true });
			await phone?.picture(`test-results/${engine}.png`).catch(() => null);
			const text = await phone.screen.evaluate(() => `${location.href}\n${document.body.innerText}\n`);
			writeFileSync(`test-results/${engine}.txt`, text);
		});

		afterAll(async () => {
			await phone?.close();
			await app?.stop();
		});

		it('fills in the whole form, signs the letter, and reads that it is kept on the device', async () => {
			await phone.screen.goto(app.url);
			await phone.screen.getByRole('heading', { level: 1 }).waitFor();
			await wholeCopy(phone.screen);
			id = await beginEnrollment(phone.screen, app.url, who.school);
			await fillEnrollment(phone.screen, who);
			await phone.screen.goto(`${app.url}/drafts`);
			await phone.screen.getByText('仅在本机').waitFor();
		});

		it('finds it again on the same profile after the server is gone and the browser was closed', async () => {
			await app.stopServer();
			await phone.restart();
			expect(await nameInDraft()).toBe(who.name);
		});

		it('finds it each time that it is left and opened once more, whatever the page left behind was doing', async () => {
			for (let times = 0; times < 8; times++) expect(await nameInDraft()).toBe(who.name);
		});

		it('submits it into the outbox without a network', async () => {
			await phone.screen.goto(`${app.url}/enrollment/${id}`);
			await submitEnrollment(phone.screen, who.school);
			await phone.screen.getByRole('heading', { name: '已保存，等待上传' }).waitFor();
		});

		it('signs in when the server is back, and it is received with its signature', async () => {
			await app.startServer();
			await phone.screen.goto(`${app.url}/enrollment/${id}/status`);
			await phone.screen.getByRole('link', { name: '登录并送出' }).click();
			await signInWithCode(phone.screen, who.phone, app.codeFor);
			await bindAndClaim(phone.screen);
			await isAccepted(phone.screen);
		});
	});
}
