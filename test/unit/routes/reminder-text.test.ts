import { expect, it } from 'vitest';
import { reminderText } from '../../../src/routes/office/school/reminder-text.ts';

const day = { cites: [], days: null, notReached: 0, notDone: 0, colleges: [] };

it('says what it is about, until when, and the names by class; a day that the document does not give is left out', () => {
	const classes = [
		{ college: '文学院', className: '汉语2201班', names: ['王**', '李*'] },
		{ college: '文学院', className: '汉语2202班', names: ['张*'] },
	];
	const text = reminderText(
		{ classes, count: 3 },
		{
			label: '未联系到',
			address: null,
			deadlines: [
				{ ...day, kind: 'not-registered', due: null },
				{ ...day, kind: 'not-paid', due: '2022-12-31' },
			],
		},
	);
	expect(text.split('\n')).toEqual([
		'【医保提醒】未联系到，共 3 人：',
		'缴费截止 2022-12-31。',
		'',
		'文学院 汉语2201班（2 人）：王**、李*',
		'文学院 汉语2202班（1 人）：张*',
		'',
		expect.stringContaining('辅导员'),
	]);
});

it('where the school has prepared it, says where it is found', () => {
	const about = {
		label: '已准备，本人未申报',
		deadlines: [{ ...day, kind: 'not-paid' as const, due: null }],
	};
	const address = 'https://campus.example/entered';
	const lines = reminderText({ classes: [], count: 0 }, { ...about, address }).split('\n');
	expect(lines).toContainEqual(expect.stringContaining(`${address} `));
	const without = reminderText({ classes: [], count: 0 }, { ...about, address: null });
	expect(without).not.toContain('/entered');
});
