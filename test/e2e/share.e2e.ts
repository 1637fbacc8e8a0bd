/** A file shared by another app: taken without a network, sealed, shown, refused in words, thrown away. */
import { deflateSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectNoFaultsInAnyLook } from '../support/axe.ts';
import { newClaim } from '../support/claim-journey.ts';
import { aKeptPhone, openHouse } from '../support/e2e-house.ts';
import { signInAt } from '../support/journeys.ts';
import { wholeCopy } from '../support/offline-copy.ts';
import { plant } from '../support/plant.ts';
import { searchRawBytes } from '../support/profile-search.ts';

const house = openHouse({ phone: aKeptPhone, bare: { withoutWorker: true } });
/** In the file alone: no word of the app. */
const secret = '报销发票原件四一七';

interface Shared {
	name: string;
	type: string;
	text: string;
}
const pdf: Shared = { name: '发票.pdf', type: 'application/pdf', text: `%PDF-1.7\n${secret}` };

/** A picture that a browser draws: one grey pixel. */
const png = (() => {
	const chunk = (type: string, data: Buffer) => {
		const body = Buffer.concat([Buffer.from(type), data]);
		let crc = ~0;
		for (const byte of body) {
			crc ^= byte;
			for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
		}
		const frame = Buffer.alloc(8);
		frame.writeUInt32BE(data.length, 0);
		frame.writeInt32BE(~crc, 4);
		return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
	};
	const head = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
	const parts = [
		chunk('IHDR', head),
		chunk('IDAT', deflateSync(Buffer.from([0, 99]))),
		chunk('IEND', Buffer.alloc(0)),
	];
	return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...parts]).toString('latin1');
})();

/** As the system's share sheet does: a POST of a form to the address that the manifest names. */
async function share(page: Page, files: Shared[]): Promise<void> {
	await page.evaluate((shared) => {
		const form = document.createElement('form');
		Object.assign(form, { method: 'POST', action: '/share', enctype: 'multipart/form-data' });
		const input = document.createElement('input');
		Object.assign(input, { type: 'file', name: 'files', multiple: true });
		const list = new DataTransfer();
		for (const { name, type, text } of shared) {
			const isPicture = type.startsWith('image/');
			const bytes = isPicture ? Uint8Array.from(text, (sign) => sign.charCodeAt(0)) : text;
			list.items.add(new File([bytes], name, { type }));
		}
		input.files = list.files;
		form.append(input);
		document.body.append(form);
		form.submit();
	}, files);
	await page.waitForURL('**/received*');
	await page.getByRole('heading', { name: '收到的文件', level: 1 }).waitFor();
}

describe('a shared file', () => {
	it('is taken without a network, listed with a look at it, and stays', async () => {
		const { page } = house.phone;
		await page.goto(house.app.url);
		await page.locator('h1').waitFor();
		await wholeCopy(page);
		await house.app.stopServer();
		await share(page, [pdf, { name: '小票.png', type: 'image/png', text: png }]);
		await page.getByText('发票.pdf').waitFor();
		const picture = page.getByRole('img', { name: '图：小票.png' });
		await picture.waitFor();
		expect(await picture.evaluate((image: HTMLImageElement) => image.decode().then(() => true))).toBe(true);
		await expectNoFaultsInAnyLook(page);
		await page.reload();
		await page.getByText('发票.pdf').waitFor();
		expect(await page.getByRole('listitem').count()).toBe(2);
	});

	it('lies in no file of the browser in the clear', async () => {
		await house.phone.context.close();
		expect(searchRawBytes(house.phone.profile, [secret])).toEqual([]);
		await house.phone.restart();
		await plant(house.phone, house.app.url, secret);
		await house.phone.context.close();
		expect(searchRawBytes(house.phone.profile, [secret])).not.toEqual([]);
		await house.phone.restart();
	});

	it('that is too large or of another type is refused by name, and the others are taken', async () => {
		const { page } = house.phone;
		await house.app.startServer();
		await page.goto(house.app.url);
		await page.locator('h1').waitFor();
		await share(page, [
			{ name: '大.pdf', type: 'application/pdf', text: `%PDF-1.7${' '.repeat(10_000_001)}` },
			{ name: '表.docx', type: 'application/pdf', text: 'PK\u0003\u0004'.padEnd(60) },
			{ ...pdf, name: '第二张.pdf' },
		]);
		await page.getByText('没有收下“大.pdf”').waitFor();
		await page.getByText(/超过 10 MB/).waitFor();
		await page.getByText('没有收下“表.docx”').waitFor();
		await page.getByText('第二张.pdf').waitFor();
		expect(await page.getByText('原文件还在您分享它的地方').count()).toBe(2);
	});

	it('is removed when the person says so', async () => {
		const { page } = house.phone;
		const item = page.getByRole('listitem').filter({ hasText: '第二张.pdf' });
		await item.getByRole('button', { name: '删除' }).click();
		await page.getByRole('alertdialog').getByRole('button', { name: '删除' }).click();
		await item.waitFor({ state: 'detached' });
		await page.reload();
		await page.getByText('发票.pdf').waitFor();
		expect(await page.getByText('第二张.pdf').count()).toBe(0);
	});

	it('that no worker was there to take is said to be where it was', async () => {
		const { page } = house.bare;
		await page.goto(house.app.url);
		await page.locator('h1').waitFor();
		await share(page, [pdf]);
		await page.getByText('这次没有收到文件').waitFor();
		await page.getByText('还没有收到文件').waitFor();
	});
});

describe('a received file in a claim', () => {
	const pagesOf = (page: Page, paper: string) => page.locator(`#${paper} li`);
	let claim = '';

	it('is put there from the list of received files, and leaves it', async () => {
		const { page } = house.phone;
		await signInAt(page, house.app, { phone: '19000000001', next: '/claims' });
		await page.getByRole('heading', { name: '报销申请', level: 1 }).waitFor();
		claim = await newClaim(page, house.app.url, '意外伤害门诊');
		await page.goto(`${house.app.url}/received`);
		const item = page.getByRole('listitem').filter({ hasText: '发票.pdf' });
		await item.getByRole('link', { name: '放进报销申请' }).click();
		await page.getByRole('heading', { name: '放进报销申请', level: 1 }).waitFor();
		await page.getByText('“发票.pdf”放到哪一件材料？').waitFor();
		await expectNoFaultsInAnyLook(page);
		const paper = page.getByRole('button', { name: /收据|发票|票据/ }).first();
		await paper.click();
		await page.waitForURL(`**/claims/${claim}`);
		await pagesOf(page, 'outpatient-receipt').first().waitFor();
		expect(await pagesOf(page, 'outpatient-receipt').count()).toBe(1);
		await page.goto(`${house.app.url}/received`);
		await page.getByText('小票.png').waitFor();
		expect(await page.getByText('发票.pdf').count()).toBe(0);
	});

	it('is chosen in the claim, as long as there is one', async () => {
		const { page } = house.phone;
		await page.goto(`${house.app.url}/claims/${claim}`);
		const choose = page.locator('#bank-card').getByRole('button', { name: /从收到的文件里选/ });
		await choose.click();
		await page
			.getByRole('dialog')
			.getByRole('button', { name: /小票.png/ })
			.click();
		await pagesOf(page, 'bank-card').first().waitFor();
		await choose.waitFor({ state: 'detached' });
		await page.goto(`${house.app.url}/received`);
		await page.getByText('还没有收到文件').waitFor();
		await page.goto(`${house.app.url}/claims/${claim}`);
		await pagesOf(page, 'bank-card').first().waitFor();
		expect(await page.getByRole('button', { name: /从收到的文件里选/ }).count()).toBe(0);
	});
});
