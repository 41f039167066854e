// Passkeys (WebAuthn): a button that asks the device for a key, then sends the form as usual.
//
//   <liamm-passkey data-mode="login|authenticate|add" data-failed="…"><form>…<input name="credential">…</form></liamm-passkey>
//
// login asks the address of the form for its options; the two others read them in #passkey-data. Without scripts the
// button stays hidden: one comes in by a mailed code.

type Bytes = ArrayBuffer | Uint8Array<ArrayBuffer>;
type Described = { id: string; [key: string]: unknown };

function bytes(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function text(raw: Bytes | null | undefined): string | undefined {
  if (!raw) return undefined;
  const plain = Array.from(new Uint8Array(raw), (byte) => String.fromCharCode(byte)).join("");
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function described(list: Described[] | undefined): PublicKeyCredentialDescriptor[] | undefined {
  return list?.map((one) => ({ ...one, id: bytes(one.id) })) as PublicKeyCredentialDescriptor[] | undefined;
}

// biome-ignore lint/suspicious/noExplicitAny: the options are what the server's library writes, in JSON
async function create(options: any, alone: boolean): Promise<object> {
  const publicKey = {
    ...options,
    challenge: bytes(options.challenge),
    user: { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: described(options.excludeCredentials),
    authenticatorSelection: {
      ...options.authenticatorSelection,
      residentKey: alone ? "required" : "discouraged",
      requireResidentKey: alone,
      userVerification: alone ? "required" : options.authenticatorSelection?.userVerification,
    },
  };
  const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
  const response = made.response as AuthenticatorAttestationResponse;
  return {
    ...common(made),
    response: {
      clientDataJSON: text(response.clientDataJSON),
      attestationObject: text(response.attestationObject),
      transports: response.getTransports?.() ?? [],
    },
  };
}

// biome-ignore lint/suspicious/noExplicitAny: as above
async function get(options: any): Promise<object> {
  const publicKey = {
    ...options,
    challenge: bytes(options.challenge),
    allowCredentials: described(options.allowCredentials),
  };
  const found = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential;
  const response = found.response as AuthenticatorAssertionResponse;
  return {
    ...common(found),
    response: {
      clientDataJSON: text(response.clientDataJSON),
      authenticatorData: text(response.authenticatorData),
      signature: text(response.signature),
      userHandle: text(response.userHandle),
    },
  };
}

function common(key: PublicKeyCredential): object {
  return {
    type: key.type,
    id: key.id,
    rawId: text(key.rawId),
    authenticatorAttachment: key.authenticatorAttachment ?? undefined,
    clientExtensionResults: key.getClientExtensionResults(),
  };
}

class LiammPasskey extends HTMLElement {
  connectedCallback(): void {
    const form = this.querySelector("form");
    if (!form || this.dataset.awake || !window.PublicKeyCredential) return;
    this.dataset.awake = "1";
    for (const button of form.querySelectorAll<HTMLButtonElement>("button[hidden]")) button.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#ask(form).catch(() => this.#tell(form));
    });
  }

  async #ask(form: HTMLFormElement): Promise<void> {
    const field = form.querySelector<HTMLInputElement>("input[name=credential]");
    if (!field) return;
    const alone = form.querySelector<HTMLInputElement>("input[name=passwordless]")?.checked ?? false;
    const told = await this.#options(form);
    const key = told.creation_options
      ? await create(told.creation_options.publicKey, alone)
      : await get(told.request_options.publicKey);
    field.value = JSON.stringify(key);
    form.submit();
  }

  // biome-ignore lint/suspicious/noExplicitAny: as above
  async #options(form: HTMLFormElement): Promise<any> {
    if (this.dataset.mode !== "login") {
      return JSON.parse(document.getElementById("passkey-data")?.textContent ?? "{}");
    }
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`${answer.status}`);
    return answer.json();
  }

  #tell(form: HTMLFormElement): void {
    const said = this.querySelector("[role=status]") ?? document.createElement("p");
    said.setAttribute("role", "status");
    said.textContent = this.dataset.failed ?? "";
    form.after(said);
  }
}

customElements.define("liamm-passkey", LiammPasskey);
