import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity()
export class SeenEvent {
  @PrimaryColumn('text')
  source!: string;

  @PrimaryColumn('text')
  id!: string;
}

@Entity()
export class ContractAmount {
  @PrimaryColumn('text')
  contractId!: string;

  @Column('numeric')
  amount!: string;
}
