import { College, DriveGoal, maxGoals } from '#shared/domain/drive/drive.ts';

/** What is wrong with the goals, and in which line, counted from 1. */
export interface GoalProblem {
	kind: 'no-count' | 'no-college' | 'twice' | 'too-many';
	line: number;
}

/** A college, then its count: between them a blank, a tab (from a spreadsheet), a comma or a colon, also wide ones. */
const goalLine = /^(.*?)[\s,:;\uff0c\u3001\uff1a\uff1b]*([\d\uff10-\uff19]{1,6})\s*\u4eba?$/u;

/** A line for each college; empty lines are passed over. The first problem, or the goals. */
export function readGoalLines(text: string): { goals: DriveGoal[] } | { problem: GoalProblem } {
	const goals: DriveGoal[] = [];
	const problemAt = (kind: GoalProblem['kind'], index: number) => ({ problem: { kind, line: index + 1 } });
	for (const [index, typed] of text.split('\n').entries()) {
		const line = typed.trim();
		if (line === '') continue;
		const found = goalLine.exec(line);
		if (!found) return problemAt('no-count', index);
		const college = College.safeParse(found[1]);
		if (!college.success) return problemAt('no-college', index);
		const goal = DriveGoal.safeParse({ college: college.data, count: Number(found[2]!.normalize('NFKC')) });
		if (!goal.success) return problemAt('no-count', index);
		if (goals.some((other) => other.college === goal.data.college)) return problemAt('twice', index);
		if (goals.length === maxGoals) return problemAt('too-many', index);
		goals.push(goal.data);
	}
	return { goals };
}
