/** 缴款流水号: the day of making and a number that never repeats. */
export const serialPattern = /^\d{18}$/;
