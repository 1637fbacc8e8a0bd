import { expect, test } from 'vitest';
import { RosterChosen } from '#lib/app/drive-desk/roster-choice.svelte.ts';
import type { DriveDeskPort } from '#lib/app/drive-desk/ports.ts';
import { ok } from '#shared/std/result.ts';
import type { ChooseRosterInput, RosterChoice } from '#shared/protocol/drive-roster.ts';

const classes = [
	{ college: '药学院', className: '一班', count: 30 },
	{ college: '药学院', className: '二班', count: 20 },
	{ college: '护理学院', className: '一班', count: 5 },
];

async function aChoice() {
	const sent: ChooseRosterInput[] = [];
	const answer = (chosen: RosterChoice['chosen']) => Promise.resolve(ok({ classes, chosen }));
	const desk: Pick<DriveDeskPort, 'rosterChoice' | 'chooseRoster'> = {
		rosterChoice: () => answer(null),
		chooseRoster: (input) => {
			sent.push(input);
			return answer({ parts: input.parts, hasIdNumbers: input.hasIdNumbers, count: 1 });
		},
	};
	const choice = new RosterChosen(() => Promise.resolve(desk as DriveDeskPort), 'drive-1');
	await choice.load();
	return { choice, sent };
}

test('a college is chosen whole, less a class, and whole again', async () => {
	const { choice, sent } = await aChoice();
	expect(choice.count).toBe(0);
	choice.setWhole('药学院', true);
	expect([choice.count, choice.hasClass('药学院', '二班')]).toEqual([50, true]);
	choice.setClass('药学院', '二班', false);
	expect([choice.count, choice.isWhole('药学院')]).toEqual([30, false]);
	choice.setClass('药学院', '二班', true);
	expect(choice.isWhole('药学院')).toBe(true);
	choice.setClass('护理学院', '一班', true);
	expect(choice.count).toBe(55);
	choice.setWhole('药学院', false);
	await choice.save();
	expect(sent).toEqual([
		{ driveId: 'drive-1', parts: [{ college: '护理学院', className: null }], hasIdNumbers: false },
	]);
	expect(choice.isDone).toBe(true);
});
