//! Transactions: all or nothing, as if they came one after the other, made again where the engine asks for it.

use crate::{
    Engine, Error, Result, Run, Store, Table,
    changes::{Touched, Written},
    error::asks_for_another_try,
    ids::{self, Blocks, OwnIds},
    insight::tallies::{self, Tallies},
    later::Waiting,
    requests::counts::{self, Moves},
    vitals::TROUBLES,
    webhooks::Listener,
};
use sea_orm::{DatabaseTransaction, DbErr, SqliteTransactionMode, TransactionOptions, TransactionTrait};
use std::{
    ops::Range,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::sync::{OnceCell, RwLockReadGuard, RwLockWriteGuard};

/// Runs `$body` in one transaction and commits it where it ends well: `store::write!(store, |tx| { … Ok(value) })`.
///
/// `$body` is the inside of an async block that ends in a `Result` whose error is made from a [`store::Error`](Error).
/// Transactions count as if they came one after the other: what `$body` read is still so when it commits. Where the
/// engine asks for it (two transactions in each other's way), `$body` is run again from its beginning: it must do nothing
/// but read and write records.
///
/// A statement that was refused, by a constraint say, spoils its transaction on both engines: nothing of it is kept, even
/// where `$body` makes light of the error.
///
/// A macro, because a closure that borrows both its surroundings and the transaction makes a future of which the compiler
/// can't see that it may move between threads.
#[macro_export]
macro_rules! write {
    ($store:expr, |$tx:ident| $body:expr) => {{
        let mut tries = $crate::Tries::new(&$store);
        loop {
            let transaction = match tries.begin().await {
                Ok(transaction) => transaction,
                Err(error) => break Err(::core::convert::From::from(error)),
            };
            let outcome = {
                let $tx: &$crate::Tx = &transaction;
                async { $body }.await
            };
            if let Some(outcome) = tries.end(transaction, outcome).await {
                break outcome;
            }
        }
    }};
}

/// How often a transaction is made again that the engine refused because of others.
const MOST_TRIES: u32 = 12;

/// From which try on a transaction is alone among those of this process: then nobody here can get in its way.
const ALONE_FROM: u32 = 3;

/// The tries of one transaction; what [`write!`](crate::write) is made of.
#[doc(hidden)]
pub struct Tries<'a> {
    store: &'a Store,
    tries: u32,
    turn: Option<Turn<'a>>,
}

/// A transaction's turn among those of this process; held for as long as it is open.
enum Turn<'a> {
    OneOfMany(#[expect(dead_code, reason = "held, not read")] RwLockReadGuard<'a, ()>),
    Alone(#[expect(dead_code, reason = "held, not read")] RwLockWriteGuard<'a, ()>),
}

#[doc(hidden)]
impl<'a> Tries<'a> {
    pub fn new(store: &'a Store) -> Self {
        Self { store, tries: 0, turn: None }
    }

    pub async fn begin(&mut self) -> Result<Tx> {
        // Growing pauses part those who met; which of them waits longer hangs on when each began.
        tokio::time::sleep(Duration::from_millis(u64::from(self.tries * self.tries))).await;
        self.tries += 1;
        self.store.take_missed_blocks().await?;
        let turns = &self.store.inner.turns;
        self.turn = Some(match self.tries < ALONE_FROM {
            true => Turn::OneOfMany(turns.read().await),
            false => Turn::Alone(turns.write().await),
        });
        Tx::begin(self.store).await
    }

    /// Commits or rolls back; nothing where the transaction is to be made again.
    pub async fn end<T, E: From<Error>>(
        &mut self,
        tx: Tx,
        outcome: std::result::Result<T, E>,
    ) -> Option<std::result::Result<T, E>> {
        let outcome = tx.end(outcome).await;
        self.turn = None;
        match outcome {
            Outcome::Final(outcome) => Some(outcome),
            Outcome::Conflict if self.tries < MOST_TRIES => {
                TROUBLES.conflict();
                None
            }
            Outcome::Conflict => {
                let busy = "the database is too busy: others kept getting in the way";
                Some(Err(Error::Unreachable(busy.into()).into()))
            }
        }
    }
}

impl Store {
    /// Takes blocks of ids ahead of need for tables that are written often, by statements of their own: what they take
    /// may be handed out only once it is kept.
    async fn take_missed_blocks(&self) -> Result<()> {
        for (table, size) in self.inner.blocks.missed() {
            self.inner.blocks.refill(table, ids::take(&self.writer(), table, size).await?);
        }
        Ok(())
    }
}

/// An open transaction. Dropped without a commit it leaves nothing behind.
pub struct Tx {
    transaction: DatabaseTransaction,
    store: Store,
    /// The engine refused a statement, for whatever reason.
    refused: AtomicBool,
    /// The engine asked for another try.
    conflict: AtomicBool,
    /// What it changes, for the feed.
    touched: Mutex<Touched>,
    /// What it inserts before its end.
    waiting: Mutex<Vec<Waiting>>,
    /// How it changes what is kept count of.
    moves: Mutex<Moves>,
    /// What it adds to the counts of days.
    tallies: Mutex<Tallies>,
    /// What it took for itself and has not used.
    own_ids: Mutex<OwnIds>,
    /// Who is told what happens in it.
    listeners: OnceCell<Arc<[Listener]>>,
}

/// How a transaction ended.
enum Outcome<T> {
    /// For better or worse.
    Final(T),
    /// The engine asks for another try.
    Conflict,
}

impl Tx {
    async fn begin(store: &Store) -> Result<Self> {
        let options = TransactionOptions {
            // On SQLite there is one writer, and so nothing to choose from; PostgreSQL's were told when they connected.
            isolation_level: None,
            access_mode: None,
            // A plain BEGIN that reads first and writes later is refused as soon as another one wrote in between.
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        };
        let transaction = store.inner.writer.begin_with_options(options).await?;
        let (refused, conflict) = (AtomicBool::new(false), AtomicBool::new(false));
        let (touched, waiting, moves, tallies) = Default::default();
        let (store, own_ids, listeners) = (store.clone(), Mutex::default(), OnceCell::new());
        Ok(Self { transaction, store, refused, conflict, touched, waiting, moves, tallies, own_ids, listeners })
    }

    /// A fresh id for a row of `table`.
    pub async fn id(&self, table: Table) -> Result<i64> {
        Ok(self.ids(table, 1).await?.start)
    }

    /// `count` fresh ids in a row for rows of `table`.
    ///
    /// Ids come from the process's block. Where it has too few, they are taken inside this transaction and used here
    /// only: should it be rolled back, the next one takes the same numbers, which nobody has seen. Whoever needs many,
    /// one after the other, takes ever more of them at once.
    pub async fn ids(&self, table: Table, count: usize) -> Result<Range<i64>> {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        if let Some(ids) = self.blocks().hand_out(table, count) {
            return Ok(ids);
        }
        let size = match self.own_ids().hand_out(table, count) {
            Ok(ids) => return Ok(ids),
            Err(size) => size,
        };
        let taken = ids::take(self, table, size).await?;
        let first = taken.start..taken.start + count;
        self.own_ids().refill(table, first.end..taken.end);
        Ok(first)
    }

    fn own_ids(&self) -> MutexGuard<'_, OwnIds> {
        self.own_ids.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn blocks(&self) -> &Blocks {
        &self.store.inner.blocks
    }

    /// What it changes, as far as was said yet.
    pub(crate) fn touched(&self) -> MutexGuard<'_, Touched> {
        self.touched.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is to be inserted yet.
    pub(crate) fn waiting(&self) -> MutexGuard<'_, Vec<Waiting>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How it changes what is kept count of, as far as was said yet.
    pub(crate) fn moves(&self) -> MutexGuard<'_, Moves> {
        self.moves.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What it adds to the counts of days, as far as was said yet.
    pub(crate) fn tallies(&self) -> MutexGuard<'_, Tallies> {
        self.tallies.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Who is told what happens in it: the same ones from its first event to its last.
    pub(crate) async fn listeners(&self) -> Result<Arc<[Listener]>> {
        let asked = self.listeners.get_or_try_init(|| self.store.inner.listening.now(&self.store)).await?;
        Ok(asked.clone())
    }

    /// The last statements: what waits, and what is told to other processes.
    async fn finish(&self) -> Result<Option<Written>> {
        counts::write(self).await?;
        tallies::write(self).await?;
        self.flush().await?;
        self.write_feed().await
    }

    async fn end<T, E: From<Error>>(self, outcome: std::result::Result<T, E>) -> Outcome<std::result::Result<T, E>> {
        let is_good = |tx: &Tx| !tx.refused.load(Ordering::Relaxed);
        let (outcome, written) = match outcome {
            Ok(value) if is_good(&self) => match self.finish().await {
                Ok(written) => (Ok(value), written),
                Err(error) => (Err(error.into()), None),
            },
            other => (other, None),
        };
        let good = outcome.is_ok() && is_good(&self);
        let Tx { transaction, conflict, store, .. } = self;
        if good {
            return match transaction.commit().await {
                Ok(()) => {
                    if let Some(written) = written {
                        store.inner.changes.committed(&written);
                    }
                    Outcome::Final(outcome)
                }
                Err(error) if asks_for_another_try(&error) => Outcome::Conflict,
                Err(error) => Outcome::Final(Err(Error::from(error).into())),
            };
        }
        if let Err(error) = transaction.rollback().await {
            tracing::warn!(%error, "a transaction could not be rolled back; the database drops it with its connection");
        }
        match conflict.load(Ordering::Relaxed) {
            true => Outcome::Conflict,
            // PostgreSQL would say yes to a commit here and keep nothing.
            false => Outcome::Final(outcome.and_then(|_| Err(Error::Spoiled.into()))),
        }
    }
}

impl Run for Tx {
    type Connection = DatabaseTransaction;

    fn connection(&self) -> &DatabaseTransaction {
        &self.transaction
    }

    fn engine(&self) -> Engine {
        self.store.engine()
    }

    async fn before(&self, sql: &str) -> Result<()> {
        self.flush_for(sql).await
    }

    fn refused(&self, error: &DbErr) {
        self.refused.store(true, Ordering::Relaxed);
        if asks_for_another_try(error) {
            self.conflict.store(true, Ordering::Relaxed);
        }
    }
}
