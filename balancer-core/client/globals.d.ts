// The two timer functions every runtime of the client has. Declared here so that neither Node's nor the DOM's types come in.
declare function setTimeout(action: () => void, delayMs: number): number;
declare function clearTimeout(handle: number): void;
