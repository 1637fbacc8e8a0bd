import { expect, test } from 'vitest';
import { comparedRows } from '../../../src/routes/office/review/compared-rows.ts';
import { aServerView } from '../ui/status/local-enrollment.ts';

test('two records stand row by row: numbers compared whole and shown masked, what one lacks left blank', () => {
	const here = {
		...aServerView('declared'),
		fields: { name: '林小禾', idNumber: '530102200403150010', phone: '13900000001', studentNumber: '1' },
	};
	const there = {
		...here,
		fields: {
			name: '林小禾',
			idNumber: '530102200403150029',
			phone: '13900000001',
			letterDate: '2022-10-15',
		},
	};
	const rows = Object.fromEntries(comparedRows(here, there).map((row) => [row.id, row]));
	expect(rows['name']).toMatchObject({ here: '林小禾', there: '林小禾', isSame: true });
	expect(rows['idNumber']).toMatchObject({
		here: '530102********0010',
		there: '530102********0029',
		isSame: false,
	});
	expect(rows['phone']).toMatchObject({ here: '139****0001', isSame: true });
	expect(rows['studentNumber']).toMatchObject({ here: '1', there: null, isSame: false });
	expect(rows['letterDate']).toMatchObject({ here: null, there: '2022-10-15', isSame: false });
	expect(JSON.stringify(rows)).not.toMatch(/\d{17}/);
});
