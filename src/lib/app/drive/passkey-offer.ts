/** Whether this browser has passkeys that give a secret (WebAuthn's prf). One that does not say is asked when it is tried. */
export async function offersPasskeys(): Promise<boolean> {
	if (!('PublicKeyCredential' in globalThis)) return false;
	if (!('getClientCapabilities' in PublicKeyCredential)) return true;
	const can = await PublicKeyCredential.getClientCapabilities().catch(() => ({}) as Record<string, boolean>);
	return can['extension:prf'] ?? true;
}
