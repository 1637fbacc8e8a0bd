import { expect, test } from 'vitest';
import { draftOfEntry } from '#lib/app/drive/entered-draft.ts';
import type { OwnEntry } from '#shared/protocol/drive.ts';
import { anAccount, aPhone, aSubmission } from '../../device/phone.ts';

const idType = 'resident-id';
const idNumber = '530102200405070102';
const entry: OwnEntry = {
	id: '0193a000-0000-7000-8000-00000000e001',
	driveTitle: '新生集中参保',
	day: '2022-10-15',
	schemeId: 'yunnan-kunming-2023',
	schoolCode: 'kmmu',
	fields: {
		name: '测试安',
		idType,
		idNumber,
		address: '呈贡校区 3 栋',
		studentNumber: null,
	},
};
const { schemeId, schoolCode } = entry;

async function studentsPhone() {
	const phone = aPhone();
	await phone.device.present.signIn(anAccount());
	return phone.device.enrollments;
}

test('what was entered begins a draft of the student’s own, with neither consent nor signature', async () => {
	const enrollments = await studentsPhone();
	const draft = await draftOfEntry(enrollments, entry);
	expect(draft.id).not.toBe(entry.id);
	expect(draft).toMatchObject({ schemeId, schoolCode, consent: null, signature: null });
	expect(draft.fields).toEqual({ name: '测试安', idType, idNumber, address: '呈贡校区 3 栋' });
});

test('scanned again, it is the same draft, and what the student corrected stays', async () => {
	const enrollments = await studentsPhone();
	const { id } = await draftOfEntry(enrollments, entry);
	await enrollments.edit(id, { fields: { address: '呈贡校区 5 栋' } });
	const again = await draftOfEntry(enrollments, entry);
	expect(again.id).toBe(id);
	expect(again.fields.address).toBe('呈贡校区 5 栋');
	expect(await enrollments.list()).toHaveLength(1);
});

test('a draft that the student began is filled where it lacks something; another person’s is not', async () => {
	const enrollments = await studentsPhone();
	const other = { idType, idNumber: '530102200405070209', name: '别人' };
	await enrollments.create({ schemeId, schoolCode, fields: other });
	const own = await enrollments.create({
		schemeId,
		schoolCode,
		fields: { idType, idNumber, name: '测试申' },
	});
	const filled = await draftOfEntry(enrollments, entry);
	expect(filled.id).toBe(own.id);
	expect(filled.fields).toEqual({ name: '测试申', idType, idNumber, address: '呈贡校区 3 栋' });
	const all = await enrollments.list();
	expect(all.find(({ id }) => id !== own.id)?.fields).toEqual(other);
});

test('what the student submitted already is left as it is', async () => {
	const enrollments = await studentsPhone();
	const { id } = await enrollments.create({ schemeId, schoolCode, fields: { idType, idNumber } });
	await enrollments.submit(id, aSubmission());
	const found = await draftOfEntry(enrollments, entry);
	expect(found.id).toBe(id);
	expect(found.fields).toEqual({ idType, idNumber });
	expect(found.submission).not.toBeNull();
});
