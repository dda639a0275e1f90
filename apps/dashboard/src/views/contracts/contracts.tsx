import { address } from '../../address/navigation.ts';
import { ContractList } from './contract-list.tsx';
import { ContractPage } from './contract-page.tsx';
import { CustomerPage } from './customer-page.tsx';

/** Contracts to search, a customer with its contracts, or one contract down to its events. */
const Contracts = () => {
  const { contract, customer } = address.value;
  return (
    <article>
      {contract !== undefined ? (
        <ContractPage key={contract} id={contract} />
      ) : customer !== undefined ? (
        <CustomerPage key={customer} id={customer} />
      ) : (
        <>
          <h1>Which contracts are behind the figures?</h1>
          <ContractList />
        </>
      )}
    </article>
  );
};

export default Contracts;
