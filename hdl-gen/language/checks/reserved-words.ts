// SPDX-License-Identifier: Apache-2.0

/** Keywords of IEEE 1364-2005, IEEE 1800-2017 and IEEE 1076-2008: none may name anything we emit. */
export const reservedWords: ReadonlySet<string> = new Set(
  `abs accept_on access after alias all always always_comb always_ff always_latch and architecture array
  assert assign assume assume_guarantee attribute automatic before begin bind bins binsof bit block body
  break buf buffer bufif0 bufif1 bus byte case casex casez cell chandle checker class clocking cmos
  component config configuration const constant constraint context continue cover covergroup coverpoint
  cross deassign default defparam design disable disconnect dist do downto edge else elsif end endcase
  endchecker endclass endclocking endconfig endfunction endgenerate endgroup endinterface endmodule
  endpackage endprimitive endprogram endproperty endsequence endspecify endtable endtask entity enum event
  eventually exit expect export extends extern fairness file final first_match for force foreach forever
  fork forkjoin function generate generic genvar global group guarded highz0 highz1 if iff ifnone
  ignore_bins illegal_bins implements implies import impure in incdir include inertial initial inout input
  inside instance int integer interconnect interface intersect is join join_any join_none label large let
  liblist library linkage literal local localparam logic longint loop macromodule map matches medium mod
  modport module nand negedge nettype new next nexttime nmos nor noshowcancelled not notif0 notif1 null of
  on open or others out output package packed parameter pmos port posedge postponed primitive priority
  procedure process program property protected pull0 pull1 pulldown pullup pulsestyle_ondetect
  pulsestyle_onevent pure rand randc randcase randsequence range rcmos real realtime record ref reg
  register reject reject_on release rem repeat report restrict restrict_guarantee return rnmos rol ror
  rpmos rtran rtranif0 rtranif1 s_always s_eventually s_nexttime s_until s_until_with scalared select
  sequence severity shared shortint shortreal showcancelled signal signed sla sll small soft solve specify
  specparam sra srl static string strong strong0 strong1 struct subtype super supply0 supply1
  sync_accept_on sync_reject_on table tagged task then this throughout time timeprecision timeunit to tran
  tranif0 tranif1 transport tri tri0 tri1 triand trior trireg type typedef unaffected union unique unique0
  units unsigned until until_with untyped use uwire var variable vectored virtual vmode void vprop vunit
  wait wait_order wand weak weak0 weak1 when while wildcard wire with within wor xnor xor`.split(/\s+/),
);

/** Words of C++ and SystemC that Verilator 5.006 and 5.048 warn of when a port of the top module has that name. */
export const portReservedWords: ReadonlySet<string> = new Set(
  `abort alignas alignof and_eq asm atomic_commit auto bit_vector bitand bitor bool catch cdecl char
  char16_t char32_t compl complex concept const_cast const_iterator constexpr decltype delete deque double
  dynamic_cast explicit false far float friend goto huge inline interrupt iterator list long map mutable
  namespace near noexcept not_eq nullptr operator or_eq override pascal private public queue reference
  requires sc_clock sc_in sc_out sensitive set short sizeof stack static_assert static_cast switch
  synchronized template thread_local throw true try type_info typeid typename using vector volatile wchar_t
  xor_eq`.split(/\s+/),
);
