/** Makes what the web app manifest shows, icons and screenshots: `npm run app:pictures` (needs a build and Chromium). */
import { mkdirSync, readFileSync } from 'node:fs';
import { icons as lucide } from '@iconify-json/lucide';
import { startApp } from './app-under-test.ts';
import { openPhone, type Phone } from './open-phone.ts';
import { anApplicant } from './applicant.ts';
import { beginEnrollment, fillEnrollment, signInWithCode, submitEnrollment } from './enrollment-flow.ts';
import { bindAndClaim, isAccepted } from './journeys.ts';

const folder = 'static/install';
const drawn = readFileSync('static/icon.svg', 'utf8');
/** To the edges: the system cuts the shape. */
const wholeArea = drawn.replace('rx="15"', 'rx="0"');
const shortcut = (name: string) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">
	<rect width="64" height="64" rx="15" fill="#09736e" />
	<svg x="14" y="14" width="36" height="36" viewBox="0 0 24 24" color="#fff">${lucide.icons[name]!.body}</svg></svg>`;

const icons: Record<string, [svg: string, size: number]> = {
	'static/icon-180.png': [wholeArea, 180],
	'static/icon-192.png': [drawn, 192],
	'static/icon-512.png': [drawn, 512],
	[`${folder}/icon-96.png`]: [drawn, 96],
	[`${folder}/icon-256.png`]: [drawn, 256],
	[`${folder}/maskable-192.png`]: [wholeArea, 192],
	[`${folder}/maskable-384.png`]: [wholeArea, 384],
	[`${folder}/maskable-512.png`]: [wholeArea, 512],
	[`${folder}/shortcut-new-96.png`]: [shortcut('file-plus'), 96],
	[`${folder}/shortcut-drafts-96.png`]: [shortcut('files'), 96],
	[`${folder}/shortcut-pay-96.png`]: [shortcut('wallet'), 96],
};

async function drawIcons({ context }: Phone): Promise<void> {
	const page = await context.newPage();
	for (const [path, [svg, size]] of Object.entries(icons)) {
		await page.setViewportSize({ width: size, height: size });
		await page.setContent(`<style>body { margin: 0 } body > svg { display: block }</style>${svg}`);
		await page.screenshot({ path, omitBackground: true });
	}
	await page.close();
}

async function shot({ page }: Phone, name: string): Promise<void> {
	await page.waitForTimeout(400);
	await page.screenshot({ path: `${folder}/${name}.png` });
}

mkdirSync(folder, { recursive: true });
const app = await startApp();
const phone = await openPhone();
const desk = await openPhone({ width: 1280, height: 800 });
const who = anApplicant({ name: '测试同学' });
try {
	await drawIcons(desk);
	await desk.page.goto(`${app.url}/guide/changchun-2023/dates`);
	await desk.page.locator('h1').waitFor();
	await shot(desk, 'guide-wide');
	const id = await beginEnrollment(phone.page, app.url, who.school);
	await phone.page.goto(app.url);
	await phone.page.locator('h1').waitFor();
	await shot(phone, 'start-narrow');
	await phone.page.goto(`${app.url}/enrollment/${id}`);
	await fillEnrollment(phone.page, who);
	await shot(phone, 'tasks-narrow');
	await submitEnrollment(phone.page, who.school);
	await signInWithCode(phone.page, who.phone, app.codeFor);
	await bindAndClaim(phone.page);
	await isAccepted(phone.page);
	await shot(phone, 'status-narrow');
} finally {
	await phone.close();
	await desk.close();
	await app.stop();
}
