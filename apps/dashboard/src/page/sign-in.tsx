import { useState } from 'preact/hooks';
import { listen, refresh } from '../data/live.ts';

const exchange = async (token: string): Promise<string | null> => {
  try {
    const { ok, status } = await fetch('session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    });
    return ok ? null : status === 401 ? 'This token is not known.' : `The server answered ${status}.`;
  } catch {
    return 'The server does not answer.';
  }
};

/** Exchanges a token once for a cookie that scripts can't read. */
export const SignIn = () => {
  const [token, setToken] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const found = await exchange(token);
    setFault(found);
    if (found !== null) return;
    listen();
    refresh();
  };
  return (
    <main class="sign-in">
      <h1>These figures are for those who hold a token</h1>
      <form onSubmit={(event) => void submit(event)}>
        <label>
          Token
          <input
            type="password"
            autocomplete="current-password"
            value={token}
            onInput={({ currentTarget }) => setToken(currentTarget.value)}
          />
        </label>
        <button type="submit">Sign in</button>
      </form>
      {fault !== null && (
        <p class="problem" role="alert">
          {fault} Ask whoever runs the service for a token with the scope “read”.
        </p>
      )}
    </main>
  );
};
