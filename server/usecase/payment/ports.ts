/** What the payment use cases ask of the tax gateway. */
export interface GatewayPort {}
