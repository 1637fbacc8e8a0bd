import { maskIdNumber } from '#shared/domain/identity/id-number.ts';
import { maskPhone } from '#shared/domain/identity/phone.ts';

/** The hidden form of what others should not read over the shoulder; undefined for what is shown as it is. */
export function maskField(key: string, value: string): string | undefined {
	if (key === 'idNumber') return maskIdNumber(value);
	if (key === 'phone') return maskPhone(value);
	if (key === 'accountNumber') return value.length > 4 ? `**** ${value.slice(-4)}` : '****';
	return undefined;
}
