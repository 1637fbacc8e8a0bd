/** The same as enrollment-flow, for Changchun: no letter, no question about the school, no other insurance. */
import type { Page } from 'playwright-core';
import { choose, fillAddress, fillPerson, giveConsent, goOn, heading, pick } from './enrollment-flow.ts';

export const changchunSchool = '长春演示大学';

/** Who is not of the kind `none` also says where it was certified and where to be insured. */
interface Hardship {
	kind: RegExp;
	certifiedIn: string;
	chooses: string;
}

interface ChangchunApplicant {
	name: string;
	idTyped: string;
	phone: string;
	address?: string;
	hardship?: Hardship;
}

export async function fillHardship(page: Page, hardship?: Hardship): Promise<void> {
	await heading(page, '您有这些身份吗？');
	await pick(page, hardship?.kind ?? /^没有/);
	await goOn(page);
	if (!hardship) return;
	await heading(page, '身份在哪里认定的？');
	await pick(page, hardship.certifiedIn);
	await goOn(page);
	await heading(page, '您选择在哪里参保？');
	await pick(page, hardship.chooses);
	await goOn(page);
}

/** From the task list to where everything can be submitted, or to the advice. */
export async function fillChangchunEnrollment(page: Page, who: ChangchunApplicant): Promise<void> {
	await page.getByRole('link', { name: '继续：个人信息' }).click();
	await giveConsent(page);
	await fillPerson(page, who);
	await page.getByRole('link', { name: '继续：住址与户籍' }).click();
	await fillAddress(page, who.address);
	await page.getByRole('link', { name: '继续：学籍信息' }).click();
	await heading(page, '年级和学号');
	await choose(page, '入学年份（年级）', '2022');
	await page.getByLabel('学号').fill('20220412');
	await goOn(page);
	await page.getByRole('link', { name: '继续：困难人员身份' }).click();
	await fillHardship(page, who.hardship);
}
