# The hosting CSE.
foreach(header access_control cse_configuration cse_policy cse_registration cse_with_tef hosting_cse resource resource_tree)
  list(APPEND headers include/plumbline/entities/cse/${header}.hpp)
endforeach()
foreach(part access_control common_attributes containment creation cse_policy cse_registration cse_with_tef esf_end forwarding hosting_cse initial_resources
             message_end modification registration request_check resource_tree result_content retrieval)
  list(APPEND sources src/cse/${part}.cpp)
endforeach()
foreach(part access_control authenticated_messages containment creation cse_policy cse_with_tef certificate_key_exchange esf_envelopes forwarding hosting_cse modification protected_requests registration remote_cse
             resource_tree retrieval)
  list(APPEND tests tests/cse/${part}_test.cpp)
endforeach()
plumbline_add_fuzz(hosting_cse SOURCES fuzz/cse/hosting_cse_fuzz.cpp DEPENDS plumbline::entities)
