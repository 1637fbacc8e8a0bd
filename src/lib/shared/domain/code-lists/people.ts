import { rowsToCodeList, type CodeListEntry } from './code-list.ts';

/** GB/T 2261.1, the two that the form offers (Y6: 性别 男/女). */
export const genders: readonly CodeListEntry[] = rowsToCodeList([
	['1', '男', 'Male'],
	['2', '女', 'Female'],
]);

/** GB/T 2261.2. The finer kinds of 已婚 stand in old records, so they are accepted, but not offered first. */
export const maritalStatuses: readonly CodeListEntry[] = rowsToCodeList([
	['10', '未婚', 'Single'],
	['20', '已婚', 'Married'],
	['30', '丧偶', 'Widowed'],
	['40', '离婚', 'Divorced'],
	['21', '初婚', 'First marriage'],
	['22', '再婚', 'Remarried'],
	['23', '复婚', 'Remarried to the former spouse'],
	['90', '未说明的婚姻状况', 'Not stated'],
]);
