/**
 * `npm run sim:browser [-- SEED [SECONDS]]`: the torn network in a real Chromium, two minutes unless said otherwise.
 * Ends with 0 when both sides hold the same.
 */
import { anApplicant } from '../support/applicant.ts';
import { startApp } from '../support/app-under-test.ts';
import { openPhone } from '../support/open-phone.ts';
import { beginAtStep } from '../support/enrollment-flow.ts';
import { signInAt } from '../support/journeys.ts';
import { writeOnTornNetwork } from '../support/torn-network.ts';

const account = '19000000004';
const seed = Number(process.argv[2] ?? Date.now() % 1_000_000);
const forMs = Number(process.argv[3] ?? 120) * 1_000;

const app = await startApp();
const [phone, other] = await Promise.all([openPhone({ isWhole: true }), openPhone({ isWhole: true })]);
try {
	await signInAt(phone.page, app, { phone: account, next: '/drafts' });
	await phone.page.getByRole('heading', { name: '我的参保' }).waitFor();
	const draft = await beginAtStep(phone.page, app.url, anApplicant().school, 'address/living');
	await phone.page.getByLabel('居住地址').waitFor();
	const torn = await writeOnTornNetwork(phone.context, phone.page, { seed, forMs });
	await signInAt(other.page, app, { phone: account, next: '/drafts' });
	await other.page.getByRole('heading', { name: '我的参保' }).waitFor();
	const seen: string[] = [];
	for (const { page } of [phone, other]) {
		await page.goto(`${app.url}/sync`);
		await page.getByRole('button', { name: '立即同步' }).last().click();
		await page.getByText('没有等待上传的内容').waitFor();
		await page.goto(`${app.url}/enrollment/${draft}/address/living`);
		seen.push(await page.getByLabel('居住地址').inputValue());
	}
	const isEqual = seen.every((value) => value === torn.last);
	console.log(JSON.stringify({ seed, seconds: forMs / 1_000, ...torn, seen, isEqual }));
	process.exitCode = isEqual ? 0 : 1;
} finally {
	await Promise.all([phone.close(), other.close()]);
	await app.stop();
}
